namespace FlexCore.Hocon;

/// <summary>Bounds that keep a hostile or mistaken configuration from exhausting the process. Exceeding one is a <see cref="HoconErrorKind.Limit"/> error.</summary>
public sealed record HoconLimits
{
    /// <summary>Deepest nesting of objects and arrays; every segment of a path key counts, includes count on from where they stand.</summary>
    /// <value>The default is 128.</value>
    public int NestingDepthMax { get; init; } = 128;

    /// <summary>Longest chain of files including each other.</summary>
    /// <value>The default is 16.</value>
    public int IncludeDepthMax { get; init; } = 16;

    /// <summary>Most files, resources and URLs read for one document, the first one included.</summary>
    /// <value>The default is 256.</value>
    public int FileCountMax { get; init; } = 256;

    /// <summary>Most UTF-8 bytes read for one document, all includes together.</summary>
    /// <value>The default is 16 MiB.</value>
    public long TotalBytesMax { get; init; } = 16 * 1024 * 1024;

    /// <summary>Most values in the resolved tree, counted after substitutions are expanded; also the most steps the resolver takes.</summary>
    /// <value>The default is 1,000,000.</value>
    public int ValueCountMax { get; init; } = 1_000_000;

    /// <summary>Most UTF-16 code units that concatenations with substitutions may produce, all together.</summary>
    /// <value>The default is 16 Mi.</value>
    public long ExpandedTextMax { get; init; } = 16 * 1024 * 1024;

    /// <summary>Deepest nesting while resolving: substitutions that refer to substitutions, and objects within objects.</summary>
    /// <value>The default is 512.</value>
    public int ResolveDepthMax { get; init; } = 512;

    /// <summary>Most elements taken from environment variables for one <c>${X[]}</c>.</summary>
    /// <value>The default is 10,000.</value>
    public int EnvironmentListMax { get; init; } = 10_000;
}
