namespace FlexCore.Hocon.Syntax;

/// <summary>Finds, reads and parses what an include statement names.</summary>
internal interface IIncluder
{
    /// <summary>Parses the named resources into one object.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="site">Where it stands.</param>
    /// <returns>The object; null when nothing was found and nothing was required.</returns>
    ObjectNode? Include(IncludeStatement statement, IncludeSite site);
}

/// <summary>How an include statement says its resource is to be found.</summary>
internal enum IncludeForm
{
    Heuristic,
    File,
    Url,
    Classpath,
}

/// <summary>An include statement.</summary>
internal sealed record IncludeStatement(IncludeForm Form, string Name, bool IsRequired, HoconOrigin Origin);

/// <summary>Where an included object lands.</summary>
/// <param name="Prefix">The path from the document's root.</param>
/// <param name="IsAddressable">False inside an array, where no path leads.</param>
/// <param name="Depth">How deeply nested it is.</param>
internal sealed record IncludeSite(IReadOnlyList<string> Prefix, bool IsAddressable, int Depth)
{
    public static IncludeSite Root { get; } = new([], true, 0);
}
