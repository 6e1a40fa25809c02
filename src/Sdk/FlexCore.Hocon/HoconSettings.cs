using System.Reflection;

namespace FlexCore.Hocon;

/// <summary>What parsing and resolving may reach outside the text: environment, files, embedded resources, URLs; and the bounds.</summary>
public sealed record HoconSettings
{
    /// <summary>The defaults: the process environment, files relative to the including file, no resources, no URLs.</summary>
    public static HoconSettings Default { get; } = new();

    /// <summary>Reads an environment variable for a substitution the document does not define; returns null when it is not set.</summary>
    /// <value>The default reads the process environment, case-sensitively on every platform.</value>
    public Func<string, string?> Environment { get; init; } = ProcessEnvironment.Read;

    /// <summary>Where relative includes of a document that is not a file are looked up.</summary>
    /// <value>The default is null: such includes are an error that says so.</value>
    public string? BaseDirectory { get; init; }

    /// <summary>Assemblies whose embedded resources <c>include classpath("…")</c> reads, in this order; all matches are merged, later assemblies win.</summary>
    /// <value>The default is empty: such includes are an error that says so.</value>
    public IReadOnlyList<Assembly> ResourceAssemblies { get; init; } = [];

    /// <summary>Reads a URL for <c>include url("…")</c>; returns null when nothing is there. Whoever sets it decides which hosts are allowed.</summary>
    /// <value>The default is null: URL includes are switched off and an error.</value>
    public Func<Uri, string?>? UrlReader { get; init; }

    /// <summary>The bounds.</summary>
    /// <value>The default is <see cref="HoconLimits"/> with its defaults.</value>
    public HoconLimits Limits { get; init; } = new();
}
