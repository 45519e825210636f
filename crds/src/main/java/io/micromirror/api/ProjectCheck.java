package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** One question of a checker. Exactly one of the probes is set. */
@ValidationRule(
        value =
                "[has(self.baseUrl), has(self.markerFile), has(self.traceDir), has(self.repomd), has(self.aptFreshness), has(self.pathManifest), has(self.headSample), has(self.lastModified), has(self.rsyncListing), has(self.dirIndex), has(self.rangeRead), has(self.endpoint), has(self.distroVerdict)].filter(p, p).size() == 1",
        message =
                "a check has exactly one probe: baseUrl, markerFile, traceDir, repomd, aptFreshness, pathManifest, headSample, lastModified, rsyncListing, dirIndex, rangeRead, endpoint or distroVerdict")
public record ProjectCheck(
        @Required
        @Size(min = 1, max = 40)
        @JsonPropertyDescription("Tells it from the project's other checks. Required.")
        String name,

        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        @JsonPropertyDescription(
                "What a failure costs: DROPPED (users are not sent), PARTIAL (not for some files), LAGGING "
                        + "(still sent). Default: as the probe's checkers have it.")
        CheckLevel failure,

        @JsonPropertyDescription("P1: the project's directory answers.")
        RootUrlProbe baseUrl,

        @JsonPropertyDescription("P2: a small file tells how old the tree is, such as lastsync or TIME.")
        MarkerFileProbe markerFile,

        @JsonPropertyDescription("P3: traces as Debian's mirrors have them.")
        TraceDirProbe traceDir,

        @JsonPropertyDescription("P4: each repomd.xml of a matrix is there, and the newest.")
        RepomdProbe repomd,

        @JsonPropertyDescription("P5: Packages.gz and Sources.gz are there, and Release is not old.")
        AptFreshnessProbe aptFreshness,

        @JsonPropertyDescription("P6: every path of a manifest or of a matrix is there.")
        PathManifestProbe pathManifest,

        @JsonPropertyDescription("P7: a few files answer HEAD as they should.")
        HeadSampleProbe headSample,

        @JsonPropertyDescription("P8: Last-Modified of files against the reference's.")
        LastModifiedProbe lastModified,

        @JsonPropertyDescription("P9: the rsync module lists what it should.")
        RsyncListingProbe rsyncListing,

        @JsonPropertyDescription("P10: the pages of links name what they should.")
        DirIndexProbe dirIndex,

        @JsonPropertyDescription("P11: a file beyond 2 GiB can be read around that boundary.")
        RangeReadProbe rangeRead,

        @JsonPropertyDescription("P12: addresses of both families, the certificate, no redirect to https.")
        EndpointProbe endpoint,

        @JsonPropertyDescription("P13: what the distribution itself publishes of this mirror.")
        DistroVerdictProbe distroVerdict) {}
