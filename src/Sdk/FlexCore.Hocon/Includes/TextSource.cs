using System.Reflection;

namespace FlexCore.Hocon.Includes;

/// <summary>Where a text came from, which decides what "beside it" means for its includes.</summary>
/// <param name="Name">The name shown in errors; unique, so that a cycle of includes is recognised.</param>
internal abstract record TextSource(string Name)
{
    /// <summary>The name without folders, whose extension chooses the format.</summary>
    public string FileName => Name[(Name.LastIndexOfAny(['/', '\\']) + 1)..];
}

/// <summary>A text handed over by the program.</summary>
internal sealed record GivenSource(string Name) : TextSource(Name);

/// <summary>A file, by its full path.</summary>
internal sealed record FileSource(string Path) : TextSource(Path);

/// <summary>An embedded resource: its path as includes name it, and its name in the assembly's manifest.</summary>
internal sealed record ResourceSource(Assembly Assembly, string Path, string Manifest) : TextSource($"{Assembly.GetName().Name}!/{Path}");

/// <summary>A URL.</summary>
internal sealed record UrlSource(Uri Url) : TextSource(Url.AbsoluteUri);
