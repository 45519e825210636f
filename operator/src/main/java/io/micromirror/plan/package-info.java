/**
 * What a box should carry: measured traffic and sizes in, the set of projects with the most redirectable bytes that fits
 * out, proved best. {@link io.micromirror.plan.Ways} are the parts that a manifest can name. {@link io.micromirror.plan.Knapsack} is exact in bytes: it keeps the undominated sets (Nemhauser and
 * Ullmann 1969) and drops those that the fractional bound says cannot win. A dynamic programme over gigabytes would round
 * sizes and has no room for a second limit; a solver library would be a dependency of megabytes (OR-Tools: 30 MB of native
 * code) for one small problem. The tests hold it against brute force and against ojAlgo. Under two limits that both bind,
 * the sets kept are capped, and the answer says how far from the best it may be.
 */
package io.micromirror.plan;
