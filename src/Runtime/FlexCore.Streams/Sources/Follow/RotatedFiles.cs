using System.Text.RegularExpressions;
using FlexCore.Application.Streams;

namespace FlexCore.Streams.Sources.Follow;

/// <summary>Finds what rotations have made of a followed file, in its folder.</summary>
/// <remarks>
/// A renamed file is known by its identity, whatever its name. A copy, and what was rotated between two looks, is known by its name: the file's own, followed by digits and
/// separators (<c>app.log.1</c>, <c>app.log-20260101</c>); other files beside it may be anything. Used by one reading task.
/// </remarks>
/// <param name="plan">The followed file.</param>
/// <param name="settings">The bounds of reading.</param>
internal sealed partial class RotatedFiles(FollowSourcePlan plan, SourceSettings settings)
{
    /// <summary>The files from a position to now, oldest first, the first one standing at the position.</summary>
    /// <param name="position">The position.</param>
    /// <exception cref="StreamException">The position is in none of the files.</exception>
    public IEnumerable<FollowedFile> From(FollowPosition position)
    {
        if (FollowedFile.Open(plan.Path, plan, settings) is { } current)
        {
            if (current.Identity == position.Identity && current.Has(position.Point))
            {
                current.MoveTo(position.Point);
                return [current];
            }

            current.Dispose();
        }

        if (Find(position) is not { } found)
        {
            throw new StreamException(
                "source-changed",
                $"The place where the last run stopped, byte {position.Point.Offset:N0}, is neither in '{plan.Path}' nor in a file that it was rotated to. "
                + "Restore the rotated file uncompressed beside it, or start again with --fresh.");
        }

        // The file at the path itself is opened by reading.
        return [found, .. Later(found.Path, [found.Identity])];
    }

    /// <summary>What was put aside since a file was truncated: the copy of its data, standing at a place, and files that were rotated after it.</summary>
    /// <param name="position">The place in the truncated file.</param>
    /// <param name="known">Files that are open already.</param>
    public IReadOnlyList<FollowedFile> CopiesOf(FollowPosition position, IReadOnlyCollection<FileIdentity> known) =>
        Find(position) is { } copy ? [copy, .. Later(copy.Path, [copy.Identity, .. known])] : [];

    /// <summary>Files that were rotated after a file, oldest first.</summary>
    /// <param name="identity">The file, wherever it is now.</param>
    /// <param name="known">Files that are open already.</param>
    public IReadOnlyList<FollowedFile> After(FileIdentity identity, IReadOnlyCollection<FileIdentity> known) =>
        Siblings().FirstOrDefault(path => FileIdentity.Of(path) == identity) is { } rotated ? Later(rotated, known) : [];

    // A rotated file is not written any more, so the times of the last writes are in the order of the rotations.
    private List<FollowedFile> Later(string rotated, IReadOnlyCollection<FileIdentity> known)
    {
        var rotatedAt = File.GetLastWriteTimeUtc(rotated);
        var later = new List<FollowedFile>();
        foreach (var path in Siblings().Where(path => path != rotated && IsRotation(path) && File.GetLastWriteTimeUtc(path) > rotatedAt).OrderBy(File.GetLastWriteTimeUtc))
        {
            if (FollowedFile.Open(path, plan, settings) is not { } file)
            {
                continue;
            }

            if (known.Contains(file.Identity))
            {
                file.Dispose();
            }
            else
            {
                later.Add(file);
            }
        }

        return later;
    }

    private FollowedFile? Find(FollowPosition position)
    {
        FollowedFile? copy = null;
        foreach (var path in Siblings().OrderByDescending(File.GetLastWriteTimeUtc))
        {
            if (FollowedFile.Open(path, plan, settings) is not { } file)
            {
                continue;
            }

            var isSame = file.Identity == position.Identity;
            if (file.Has(position.Point) && (isSame || (copy is null && position.Point.Offset > 0 && IsRotation(path))))
            {
                file.MoveTo(position.Point);
                if (isSame)
                {
                    copy?.Dispose();
                    return file;
                }

                // Nobody writes to a copy; a renamed file may still have its writer.
                file.IsFinal = true;
                copy = file;
                continue;
            }

            file.Dispose();
        }

        return copy;
    }

    private List<string> Siblings()
    {
        var folder = Path.GetDirectoryName(plan.Path) ?? "/";
        var name = Path.GetFileName(plan.Path);
        try
        {
            return Directory.Exists(folder)
                ? [.. Directory.EnumerateFiles(folder).Where(path => Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal) && path != plan.Path)]
                : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SourceUnavailableException($"The folder '{folder}' cannot be searched for rotated files of '{name}': {error.Message}", error);
        }
    }

    private bool IsRotation(string path) => Suffix().IsMatch(path.AsSpan(plan.Path.Length));

    [GeneratedRegex(@"^[-_.][-_.:T0-9]*[0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Suffix();
}
