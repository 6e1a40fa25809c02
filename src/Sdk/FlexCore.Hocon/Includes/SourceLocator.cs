using System.Reflection;
using FlexCore.Hocon.Syntax;

namespace FlexCore.Hocon.Includes;

/// <summary>Turns the name in an include statement into sources to try.</summary>
internal sealed class SourceLocator(HoconSettings settings)
{
    // HOCON comes last, so that it wins over JSON, and JSON over properties.
    private static readonly string[] Extensions = [".properties", ".json", ".conf"];

    /// <summary>Groups of sources: the first group in which anything exists is the result, all of that group merged in order.</summary>
    /// <exception cref="HoconException">The form is switched off, or the name cannot be located from here.</exception>
    public IEnumerable<IReadOnlyList<TextSource>> Locate(IncludeStatement statement, TextSource including) => statement.Form switch
    {
        IncludeForm.Url => UrlOrFile(statement, including),
        IncludeForm.Classpath => Resources(statement, Rooted(statement.Name)),
        IncludeForm.File => Files(statement, including),
        _ => Heuristic(statement, including),
    };

    /// <summary>The resource of exactly this name in every configured assembly.</summary>
    public IEnumerable<TextSource> LocateResources(string name) => settings.ResourceAssemblies.Select(assembly => Resource(assembly, Rooted(name)));

    private static string Rooted(string name) => name.TrimStart('/');

    private static bool HasKnownExtension(string name) => Extensions.Any(extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<IReadOnlyList<string>> Variants(string name)
    {
        if (HasKnownExtension(name))
        {
            return [[name]];
        }

        string[] extended = [.. Extensions.Select(extension => name + extension)];
        return Path.HasExtension(name) ? [[name], extended] : [extended];
    }

    /// <summary>A file: URL is the file it names; it reaches no host and needs no reader.</summary>
    private IEnumerable<IReadOnlyList<TextSource>> UrlOrFile(IncludeStatement statement, TextSource including) =>
        Uri.TryCreate(statement.Name, UriKind.Absolute, out var url) && url.IsFile && statement.Name.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
            ? Files(statement with { Name = url.LocalPath }, including)
            : [[Url(statement, statement.Name)]];

    private IEnumerable<IReadOnlyList<TextSource>> Heuristic(IncludeStatement statement, TextSource including)
    {
        if (Uri.TryCreate(statement.Name, UriKind.Absolute, out _) && statement.Name.Contains("://", StringComparison.Ordinal))
        {
            return UrlOrFile(statement, including);
        }

        switch (including)
        {
            case UrlSource { Url: var from }:
                return [[Url(statement, new Uri(from, statement.Name).AbsoluteUri)]];
            case ResourceSource { Path: var from }:
                var folder = from[..(from.LastIndexOf('/') + 1)];
                return Resources(statement, statement.Name.StartsWith('/') ? Rooted(statement.Name) : folder + statement.Name);
            default:
                var files = Files(statement, including);
                return settings.ResourceAssemblies.Count == 0 ? files : files.Concat(Resources(statement, Rooted(statement.Name)));
        }
    }

    private IEnumerable<IReadOnlyList<TextSource>> Files(IncludeStatement statement, TextSource including)
    {
        RefuseFromUrl(statement, including);
        if (Path.IsPathFullyQualified(statement.Name))
        {
            return FilesAt(statement.Name, statement);
        }

        var folder = including is FileSource file ? Path.GetDirectoryName(file.Path) : settings.BaseDirectory;
        if (folder is not null)
        {
            return FilesAt(Path.Combine(folder, statement.Name), statement);
        }

        return settings.ResourceAssemblies.Count > 0
            ? []
            : throw new HoconException(
                HoconErrorKind.Include,
                statement.Origin,
                $"\"{statement.Name}\" is relative, but '{including.Name}' is no file; set {nameof(HoconSettings)}.{nameof(HoconSettings.BaseDirectory)} or include an absolute path.");
    }

    private static void RefuseFromUrl(IncludeStatement statement, TextSource including)
    {
        if (including is UrlSource)
        {
            throw new HoconException(
                HoconErrorKind.Include,
                statement.Origin,
                $"\"{statement.Name}\" is a local file, which a document from a URL must not read; include it from a local document.");
        }
    }

    private static IEnumerable<IReadOnlyList<TextSource>> FilesAt(string path, IncludeStatement statement)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            throw new HoconException(HoconErrorKind.Include, statement.Origin, "The name to include holds a NUL character.");
        }

        return Variants(Path.GetFullPath(path)).Select(group => (IReadOnlyList<TextSource>)[.. group.Select(name => new FileSource(name))]);
    }

    private IEnumerable<IReadOnlyList<TextSource>> Resources(IncludeStatement statement, string name)
    {
        if (settings.ResourceAssemblies.Count == 0)
        {
            throw new HoconException(
                HoconErrorKind.Include,
                statement.Origin,
                $"\"{statement.Name}\" names an embedded resource, but no assembly is configured; list assemblies in {nameof(HoconSettings)}.{nameof(HoconSettings.ResourceAssemblies)}.");
        }

        return Variants(name).Select(group => (IReadOnlyList<TextSource>)
        [
            .. group.SelectMany(variant => settings.ResourceAssemblies.Select(assembly => Resource(assembly, variant))),
        ]);
    }

    /// <summary>Resources carry either the name as it is (a LogicalName) or the build's default: assembly name and folders, joined by dots.</summary>
    private static ResourceSource Resource(Assembly assembly, string name)
    {
        var byDefault = $"{assembly.GetName().Name}.{name.Replace('/', '.')}";
        var manifest = assembly.GetManifestResourceInfo(name) is null && assembly.GetManifestResourceInfo(byDefault) is not null ? byDefault : name;
        return new ResourceSource(assembly, name, manifest);
    }

    private UrlSource Url(IncludeStatement statement, string text)
    {
        if (settings.UrlReader is null)
        {
            throw new HoconException(
                HoconErrorKind.Include,
                statement.Origin,
                $"Including a URL (\"{text}\") is switched off, because a configuration file could make the process call any host; set {nameof(HoconSettings)}.{nameof(HoconSettings.UrlReader)} to allow it.");
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var url)
            ? new UrlSource(url)
            : throw new HoconException(HoconErrorKind.Include, statement.Origin, $"\"{text}\" is no absolute URL.");
    }
}
