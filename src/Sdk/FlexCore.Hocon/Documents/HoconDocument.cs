using FlexCore.Hocon.Resolution;
using FlexCore.Hocon.Syntax;

namespace FlexCore.Hocon.Documents;

/// <summary>A parsed configuration whose substitutions are not resolved yet. Immutable; safe to share between threads.</summary>
/// <remarks>
/// Parsing, merging and resolving are separate so that a substitution sees the merged configuration:
/// <c>HoconParser.ParseFile("application.conf").WithFallback(HoconParser.ParseFile("reference.conf")).Resolve()</c>.
/// </remarks>
public sealed class HoconDocument
{
    private readonly ObjectNode _root;
    private readonly HoconSettings? _settings;

    internal HoconDocument(ObjectNode root, IReadOnlyList<string> files, HoconSettings? settings)
    {
        _root = root;
        _settings = settings;
        Files = files;
    }

    /// <summary>A document without fields, the neutral element of <see cref="WithFallback"/>.</summary>
    public static HoconDocument Empty { get; } = new(new ObjectNode(HoconObject.Empty.Origin), [], null);

    /// <summary>Full paths of all files that were read or looked for: when one of them changes, appears or vanishes, the document may differ.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Makes a document of an object that is resolved already, so that it can be merged as a fallback whose substitutions stay as they were.</summary>
    /// <param name="value">The object.</param>
    /// <returns>The document.</returns>
    public static HoconDocument Of(HoconObject value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new HoconDocument((ObjectNode)Literals.NodeOf(value), [], null);
    }

    /// <summary>
    /// Merges as if this document were written below the fallback in one file: this one's values win, objects in both merge, and a
    /// self-reference here sees the fallback's value. Associative.
    /// </summary>
    /// <param name="fallback">The document with the lower priority.</param>
    /// <returns>The merged document; both arguments stay as they are.</returns>
    public HoconDocument WithFallback(HoconDocument fallback)
    {
        ArgumentNullException.ThrowIfNull(fallback);
        var merged = fallback._root.Copy();
        merged.MergeFrom(_root.Copy());
        return new HoconDocument(merged, [.. fallback.Files, .. Files], _settings ?? fallback._settings);
    }

    /// <summary>Replaces every substitution by its value.</summary>
    /// <param name="settings">Environment and bounds; those this document (or else its fallback) was parsed with when null.</param>
    /// <returns>The resolved root object.</returns>
    /// <exception cref="HoconException">A required substitution is undefined or in a cycle, a concatenation mixes types, or a bound is exceeded.</exception>
    public HoconObject Resolve(HoconSettings? settings = null) => Resolver.Resolve(_root, settings ?? _settings ?? HoconSettings.Default);
}
