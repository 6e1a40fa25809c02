using FlexCore.Hocon.Includes;

namespace FlexCore.Hocon.Documents;

/// <summary>Parses HOCON, the superset of JSON described at lightbend/config, <c>HOCON.md</c>.</summary>
public static class HoconParser
{
    private const string ReferenceName = "reference.conf";

    /// <summary>Parses a text.</summary>
    /// <param name="text">The HOCON.</param>
    /// <param name="settings">What includes may reach, and the bounds; <see cref="HoconSettings.Default"/> when null.</param>
    /// <param name="name">The name shown in errors.</param>
    /// <returns>The unresolved document.</returns>
    /// <exception cref="HoconException">The text is not HOCON, an include fails, or a bound is exceeded.</exception>
    public static HoconDocument Parse(string text, HoconSettings? settings = null, string name = "text")
    {
        ArgumentNullException.ThrowIfNull(text);
        var loader = new DocumentLoader(settings ?? HoconSettings.Default);
        return new HoconDocument(loader.LoadText(text, name), loader.Files, settings);
    }

    /// <summary>Parses UTF-8 bytes; bytes that are not UTF-8 are an error with their line and column.</summary>
    /// <param name="utf8">The HOCON.</param>
    /// <param name="settings">What includes may reach, and the bounds; <see cref="HoconSettings.Default"/> when null.</param>
    /// <param name="name">The name shown in errors.</param>
    /// <returns>The unresolved document.</returns>
    /// <exception cref="HoconException">The bytes are not HOCON, an include fails, or a bound is exceeded.</exception>
    public static HoconDocument ParseUtf8(byte[] utf8, HoconSettings? settings = null, string name = "bytes")
    {
        ArgumentNullException.ThrowIfNull(utf8);
        var loader = new DocumentLoader(settings ?? HoconSettings.Default);
        return new HoconDocument(loader.LoadBytes(utf8, name), loader.Files, settings);
    }

    /// <summary>Parses a file: <c>.json</c> as strict JSON, <c>.properties</c> as Java properties, everything else as HOCON.</summary>
    /// <param name="path">The file; relative to the current directory. Its own includes are relative to it.</param>
    /// <param name="settings">What includes may reach, and the bounds; <see cref="HoconSettings.Default"/> when null.</param>
    /// <returns>The unresolved document.</returns>
    /// <exception cref="HoconException">The file is missing, unreadable or not in its format, an include fails, or a bound is exceeded.</exception>
    public static HoconDocument ParseFile(string path, HoconSettings? settings = null) =>
        TryParseFile(path, settings, out var document)
            ? document
            : throw new HoconException(HoconErrorKind.Include, new HoconOrigin(path, 0, 0), $"The file does not exist (looked for '{Path.GetFullPath(path)}').");

    /// <summary>Parses a file that may be absent.</summary>
    /// <param name="path">The file; relative to the current directory.</param>
    /// <param name="settings">What includes may reach, and the bounds; <see cref="HoconSettings.Default"/> when null.</param>
    /// <param name="document">The document; an empty one that still names the file when it does not exist.</param>
    /// <returns>True when the file exists.</returns>
    /// <exception cref="HoconException">The file is unreadable or not in its format, an include fails, or a bound is exceeded.</exception>
    public static bool TryParseFile(string path, HoconSettings? settings, out HoconDocument document)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var loader = new DocumentLoader(settings ?? HoconSettings.Default);
        var root = loader.LoadFile(path);
        document = new HoconDocument(root ?? new Syntax.ObjectNode(new HoconOrigin(path, 0, 0)), loader.Files, settings);
        return root is not null;
    }

    /// <summary>
    /// Loads the defaults that libraries ship: the embedded <c>reference.conf</c> of every assembly in
    /// <see cref="HoconSettings.ResourceAssemblies"/>, later assemblies winning, resolved by themselves, so that no application changes them.
    /// </summary>
    /// <param name="settings">Names the assemblies; environment and bounds.</param>
    /// <returns>The defaults, for use as a fallback.</returns>
    /// <exception cref="HoconException">No assembly has one, one is not HOCON, or they do not resolve.</exception>
    public static HoconDocument ParseReference(HoconSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var loader = new DocumentLoader(settings);
        var root = loader.LoadResources(ReferenceName)
            ?? throw new HoconException(
                HoconErrorKind.Include,
                new HoconOrigin(ReferenceName, 0, 0),
                $"None of {settings.ResourceAssemblies.Count} assemblies embeds a resource of this name; embed one with LogicalName=\"{ReferenceName}\" and list its assembly in {nameof(HoconSettings)}.{nameof(HoconSettings.ResourceAssemblies)}.");
        return HoconDocument.Of(new HoconDocument(root, loader.Files, settings).Resolve());
    }
}
