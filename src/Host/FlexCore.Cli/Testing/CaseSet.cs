using FlexCore.Streams.Cases;

namespace FlexCore.Cli.Testing;

/// <summary>The cases of one file and the pipeline that they are about.</summary>
/// <param name="File">The file of the cases, as typed or found.</param>
/// <param name="Pipeline">The pipeline file.</param>
/// <param name="Cases">The cases.</param>
internal sealed record CaseSet(string File, string Pipeline, IReadOnlyList<PipelineCase> Cases);
