using FlexCore.Application.Pipelines.Documents;
using FlexCore.Application.Projections;
using FlexCore.Streams.Projections;

namespace FlexCore.Hosting.Projections;

/// <summary>Compiles declarative projections with the streams library. Thread-safe.</summary>
internal sealed class StreamsProjectionCompiler : IProjectionCompiler
{
    public (IProjection? Projection, IReadOnlyList<DocumentFinding> Findings) Compile(string document)
    {
        var loaded = ProjectionLoader.Load(document);
        return (loaded.Projection, [.. loaded.Diagnostics.Select(static found => new DocumentFinding(found.Code, found.Message, found.Line, found.Column, found.Suggestion))]);
    }
}
