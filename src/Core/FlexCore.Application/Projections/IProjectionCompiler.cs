using FlexCore.Application.Pipelines.Documents;

namespace FlexCore.Application.Projections;

/// <summary>Turns the document of a declarative projection into a projection. Pure and thread-safe.</summary>
public interface IProjectionCompiler
{
    /// <summary>Reads and checks a document.</summary>
    /// <param name="document">The document, YAML or JSON.</param>
    /// <returns>The projection, or its mistakes.</returns>
    (IProjection? Projection, IReadOnlyList<DocumentFinding> Findings) Compile(string document);
}
