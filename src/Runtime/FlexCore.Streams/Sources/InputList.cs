using System.IO.Enumeration;
using FlexCore.Application.Streams;

namespace FlexCore.Streams.Sources;

/// <summary>Turns paths and patterns into the list of files to read, in an order that depends on the names only.</summary>
internal static class InputList
{
    private static readonly char[] Wildcards = ['*', '?'];

    /// <summary>Resolves all entries; the order of entries is kept, matches of one pattern are sorted by their UTF-16 path.</summary>
    /// <param name="entries">Absolute paths and patterns.</param>
    /// <exception cref="StreamException">A pattern matches nothing.</exception>
    public static IReadOnlyList<string> Resolve(IReadOnlyList<string> entries) =>
        [.. entries.SelectMany(entry => IsPattern(entry) ? Matches(entry) : [entry])];

    /// <summary>Whether an entry is a pattern rather than a path. An existing file with wildcards in its name is a path.</summary>
    /// <param name="entry">The entry.</param>
    public static bool IsPattern(string entry) => entry.IndexOfAny(Wildcards) >= 0 && !File.Exists(entry);

    /// <summary>Whether a path is an entry, or a file with that path would match it.</summary>
    /// <param name="entry">An absolute path or pattern.</param>
    /// <param name="path">An absolute path.</param>
    public static bool Covers(string entry, string path) =>
        string.Equals(entry, path, StringComparison.Ordinal) || (IsPattern(entry) && Covers(entry.Split('/').AsSpan(), path.Split('/')));

    private static bool Covers(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.IsEmpty || path.IsEmpty)
        {
            return pattern.IsEmpty && path.IsEmpty;
        }

        if (pattern[0] != "**")
        {
            return (pattern[0] == path[0] || IsMatch(pattern[0], path[0])) && Covers(pattern[1..], path[1..]);
        }

        return Covers(pattern.Length == 1 ? ["*"] : pattern[1..], path) || (IsMatch("*", path[0]) && Covers(pattern, path[1..]));
    }

    private static List<string> Matches(string pattern)
    {
        var parts = pattern.Split('/');
        var fixedParts = parts.TakeWhile(part => part.IndexOfAny(Wildcards) < 0).Count();
        var root = string.Join('/', parts.Take(Math.Min(fixedParts, parts.Length - 1)));
        var found = new List<string>();
        try
        {
            Collect(root.Length == 0 ? "/" : root, parts.AsSpan(Math.Min(fixedParts, parts.Length - 1)), found);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StreamException("source-unreadable", $"The pattern '{pattern}' cannot be searched: {error.Message}", error);
        }

        if (found.Count == 0)
        {
            throw new StreamException("source-not-found", $"No file matches '{pattern}'. Check the pattern, which is relative to the pipeline file.");
        }

        var files = found.Distinct(StringComparer.Ordinal).ToList();
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private static void Collect(string folder, ReadOnlySpan<string> parts, List<string> found)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        if (parts[0] == "**")
        {
            Collect(folder, parts.Length == 1 ? ["*"] : parts[1..], found);
            foreach (var child in Directory.EnumerateDirectories(folder))
            {
                if (IsMatch("*", child) && !IsLink(child))
                {
                    Collect(child, parts, found);
                }
            }
        }
        else if (parts.Length == 1)
        {
            foreach (var file in Directory.EnumerateFiles(folder))
            {
                if (IsMatch(parts[0], file))
                {
                    found.Add(file);
                }
            }
        }
        else
        {
            foreach (var child in Directory.EnumerateDirectories(folder))
            {
                if (IsMatch(parts[0], child))
                {
                    Collect(child, parts[1..], found);
                }
            }
        }
    }

    // A link may lead back to a folder above it: following it would read the same files again and again.
    private static bool IsLink(string folder) => File.GetAttributes(folder).HasFlag(FileAttributes.ReparsePoint);

    // A name that begins with a dot is hidden and must be asked for, as in a shell.
    private static bool IsMatch(string pattern, string path)
    {
        var name = Path.GetFileName(path.AsSpan());
        return (!name.StartsWith('.') || pattern.StartsWith('.')) && FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
    }
}
