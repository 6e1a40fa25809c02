using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Application.Retention;

/// <summary>
/// The folder of archives. Each file has some consecutive events of one stream as NDJSON and ends with a line <c>{"$archive":{…}}</c> that says which, and has the checksum of the file before it. A file is written
/// under another name, flushed and renamed, so that a file with its right name is whole.
/// </summary>
/// <remarks>Used by one caller at a time.</remarks>
/// <param name="path">The folder; made when it is missing.</param>
public sealed class ArchiveFolder(string path)
{
    /// <summary>What file names end with.</summary>
    public const string Extension = ".ndjson";

    /// <summary>The file of a stream's events: shard, tenant, kind, key and range.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="shard">Its shard.</param>
    /// <param name="from">The first version.</param>
    /// <param name="to">The last version.</param>
    public string FileOf(EntityId stream, int shard, long from, long to)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{PrefixOf(stream, shard)}{from:D19}-{to:D19}{Extension}"));
    }

    /// <summary>Keeps events. Doing it again with the same events gives the same file.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="shard">Its shard.</param>
    /// <param name="next">The mark behind the events: its version is their last one.</param>
    /// <param name="lines">The events as lines, at least one.</param>
    /// <exception cref="JournalException">The folder cannot be written, so nothing may be taken away.</exception>
    public void Write(EntityId stream, int shard, ScavengeMark next, IReadOnlyList<byte[]> lines)
    {
        ArgumentNullException.ThrowIfNull(next);
        ArgumentNullException.ThrowIfNull(lines);
        var from = next.Version - lines.Count + 1;
        var file = FileOf(stream, shard, from, next.Version);
        try
        {
            Directory.CreateDirectory(path);
            using (var output = new FileStream($"{file}.partial", FileMode.Create, FileAccess.Write, FileShare.None))
            using (var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
            {
                foreach (var line in lines)
                {
                    output.Write(line);
                    hash.AppendData(line);
                }

                output.Write(Trailer(stream, from, next, lines.Count, hash.GetHashAndReset()));
                output.Flush(flushToDisk: true);
            }

            File.Move($"{file}.partial", file, overwrite: true);
            DropOthers(stream, shard, from, file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"The archive '{file}' cannot be written: {error.Message} Nothing was taken away. Give the folder room and this user the right to write it, or set {RetentionOptions.Section}.archive-folder.", error);
        }
    }

    /// <summary>The files of a stream's events, by range.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="shard">Its shard.</param>
    public IReadOnlyList<(long From, long To, string File)> FilesOf(EntityId stream, int shard)
    {
        var found = new List<(long From, long To, string File)>();
        if (!Directory.Exists(path))
        {
            return found;
        }

        var prefix = PrefixOf(stream, shard);
        foreach (var file in Directory.EnumerateFiles(path, $"{prefix}*{Extension}"))
        {
            var range = Path.GetFileNameWithoutExtension(file)[prefix.Length..].Split('-');
            if (range.Length == 2 && long.TryParse(range[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from) && long.TryParse(range[1], NumberStyles.None, CultureInfo.InvariantCulture, out var to) && from <= to)
            {
                found.Add((from, to, file));
            }
        }

        found.Sort();
        return found;
    }

    /// <summary>Reads a file and proves that it is whole.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The events as lines, without the last line.</returns>
    /// <exception cref="InvalidDataException">It is not what was written.</exception>
    public static IReadOnlyList<string> Read(string file) => Open(file).Events;

    /// <summary>Reads a file and proves that it is whole.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="InvalidDataException">It is not what was written.</exception>
    public static ArchiveFile Open(string file)
    {
        var lines = File.ReadAllLines(file);
        if (lines.Length < 2)
        {
            throw new InvalidDataException($"'{file}' has {lines.Length} lines; an archive has at least two.");
        }

        using var trailer = JsonDocument.Parse(lines[^1]);
        var events = lines[..^1];
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(events.Select(static line => line + "\n"))));
        return trailer.RootElement.TryGetProperty("$archive", out var said) && said.GetProperty("sha256").GetString() == Convert.ToHexStringLower(hash) && said.GetProperty("events").GetInt32() == events.Length
            ? new ArchiveFile(said.GetProperty("stream").GetString() ?? "", said.GetProperty("from").GetInt64(), said.GetProperty("to").GetInt64(), events, said.GetProperty("chain").GetString() ?? "")
            : throw new InvalidDataException($"'{file}' does not match the checksum in its last line: it was cut off or changed.");
    }

    // Colons are the one letter of keys that some file systems refuse.
    private static string PrefixOf(EntityId stream, int shard) =>
        string.Create(CultureInfo.InvariantCulture, $"{shard:0000}~{stream.Tenant.Value}~{stream.Kind}~{stream.Key.Replace(":", "%3A", StringComparison.Ordinal)}~");

    // A run that died before it took anything away has left a file that begins at the same event: all of it comes again, in this file and the next ones.
    private void DropOthers(EntityId stream, int shard, long from, string file)
    {
        foreach (var (_, _, other) in FilesOf(stream, shard).Where(entry => entry.From == from && entry.File != file))
        {
            File.Delete(other);
        }
    }

    private static byte[] Trailer(EntityId stream, long from, ScavengeMark next, int events, byte[] hash)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartObject("$archive");
            json.WriteString("stream", stream.StreamId);
            json.WriteNumber("from", from);
            json.WriteNumber("to", next.Version);
            json.WriteNumber("events", events);
            json.WriteString("sha256", Convert.ToHexStringLower(hash));
            json.WriteString("chain", Convert.ToHexStringLower(next.Hash.Span));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }
}
