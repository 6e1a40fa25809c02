using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FlexCore.Application.Retention;

/// <summary>Proves that the archive has every event that the log says was taken away, each once, and unchanged. Changes nothing. Used by one caller at a time.</summary>
/// <param name="folder">The folder of archives.</param>
public sealed class ArchiveVerifier(string folder)
{
    /// <summary>The most findings that are told.</summary>
    public const int FindingsMax = 100;

    private readonly ArchiveFolder _folder = new(folder);
    private readonly List<string> _findings = [];

    /// <summary>How many files were proven.</summary>
    public long Files { get; private set; }

    /// <summary>What is wrong: each a sentence with file and remedy.</summary>
    public IReadOnlyList<string> Findings => _findings;

    /// <summary>Checks the files of one stream.</summary>
    /// <param name="mark">What was taken away.</param>
    /// <param name="shard">The stream's shard.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    public void Check(ScavengeMark mark, int shard, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mark);
        var (next, hash) = (1L, (byte[]?)ArchiveLines.NoHash.ToArray());

        // A run that died between writing and removing has left a file behind the mark: its events are still in the log.
        foreach (var (from, to, file) in _folder.FilesOf(mark.Stream, shard).Where(entry => entry.From <= mark.Version))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (from != next)
            {
                Add(from > next ? Missing(mark, shard, next, from - 1) : $"'{file}' has events again that another file has. Remove the one that is not of this store.");
                hash = null;
            }

            hash = Follow(mark, file, from, to, hash);
            next = to + 1;
        }

        if (next <= mark.Version)
        {
            Add(Missing(mark, shard, next, mark.Version));
        }
        else if (hash is not null && !mark.Hash.Span.SequenceEqual(hash))
        {
            Add($"The files of '{mark.Stream}' in '{folder}' do not add up to what the log says was taken away: they are of another store or were made anew. Put back those of this store.");
        }
    }

    private byte[]? Follow(ScavengeMark mark, string file, long from, long to, byte[]? before)
    {
        try
        {
            var found = ArchiveFolder.Open(file);
            Files++;
            if (found.Stream != mark.Stream.StreamId || found.From != from || found.To != to || found.Events.Count != to - from + 1)
            {
                Add($"'{file}' has versions {found.From} to {found.To} of '{found.Stream}', not what its name says. Give it its own name back.");
                return null;
            }

            var hash = before;
            foreach (var line in found.Events)
            {
                hash = hash is null ? null : ArchiveLines.Chain(hash, Encoding.UTF8.GetBytes(line + "\n"));
            }

            if (hash is not null && Convert.ToHexStringLower(hash) != found.Chain)
            {
                Add($"'{file}' does not follow the files before it. Put back the files of this store.");
                return null;
            }

            return hash ?? Convert.FromHexString(found.Chain);
        }
        catch (Exception damage) when (damage is InvalidDataException or JsonException or FormatException or IOException or UnauthorizedAccessException or InvalidOperationException or KeyNotFoundException)
        {
            Add($"{(damage is InvalidDataException ? damage.Message : $"'{file}' cannot be read as an archive: {damage.Message}")} Put it back from a copy; the log does not have its events any more.");
            return null;
        }
    }

    private string Missing(ScavengeMark mark, int shard, long from, long to) => string.Create(
        CultureInfo.InvariantCulture,
        $"Versions {from} to {to} of '{mark.Stream}' are gone from the log and in no archive: a file like '{_folder.FileOf(mark.Stream, shard, from, to)}' is missing. Put it back from a copy; where archives are kept elsewhere, or archiving was off when these went, verify with --skip-archives.");

    private void Add(string finding)
    {
        if (_findings.Count < FindingsMax)
        {
            _findings.Add(finding);
        }
    }
}
