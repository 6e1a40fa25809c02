using System.Collections.Concurrent;
using FlexCore.Application.Projections.Store;

namespace FlexCore.Application.Projections.Engine;

/// <summary>The projections that this process can work on: those in code, and those whose documents are stored. Thread-safe.</summary>
internal sealed class ProjectionCatalog
{
    private readonly Dictionary<string, IProjection> _inCode = new(StringComparer.Ordinal);
    private readonly IProjectionCompiler _compiler;
    private readonly ConcurrentDictionary<string, (string Document, IProjection? Projection)> _declared = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">A name is no name, or comes twice.</exception>
    public ProjectionCatalog(IEnumerable<IProjection> inCode, IProjectionCompiler compiler)
    {
        _compiler = compiler;
        foreach (var projection in inCode)
        {
            var name = projection.Description.Name;
            if (!ProjectionDescription.IsName(name))
            {
                throw new ArgumentException($"'{name}' cannot name a projection. Use 1 to {ProjectionDescription.NameLengthMax} of a-z 0-9 - _, beginning with a letter.");
            }

            if (!_inCode.TryAdd(name, projection))
            {
                throw new ArgumentException($"There are two projections with the name '{name}'. Give one of them another name.");
            }
        }
    }

    public IEnumerable<IProjection> InCode => _inCode.Values;

    public bool IsInCode(string name) => _inCode.ContainsKey(name);

    public (IProjection? Projection, IReadOnlyList<Pipelines.Documents.DocumentFinding> Findings) Compile(string document) => _compiler.Compile(document);

    /// <summary>The projection behind a row; null when this process does not know its code, or its document means nothing to it.</summary>
    public IProjection? Find(ProjectionRow row)
    {
        if (_inCode.TryGetValue(row.Name, out var known))
        {
            return known;
        }

        if (row.Definition.Length == 0)
        {
            return null;
        }

        var entry = _declared.AddOrUpdate(
            row.Name,
            _ => (row.Definition, _compiler.Compile(row.Definition).Projection),
            (_, old) => old.Document == row.Definition ? old : (row.Definition, _compiler.Compile(row.Definition).Projection));
        return entry.Projection;
    }
}
