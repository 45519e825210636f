/**
 * What a box should carry: measured traffic and sizes in, the set of projects with the most redirectable bytes that fits
 * out, proved best. {@link io.micromirror.plan.Knapsack} is exact in bytes: it keeps the undominated sets (Nemhauser and
 * Ullmann 1969) and drops those that the fractional bound says cannot win. A dynamic programme over gigabytes would round
 * sizes and has no room for a second limit; a solver library (ojAlgo, tried; OR-Tools is 30 MB of native code) needs
 * longer for the same answer and proves it by the same bound. The tests hold it against brute force and against ojAlgo.
 */
package io.micromirror.plan;
