using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Sources;

/// <summary>An open input file: its stored bytes and the data in them.</summary>
internal sealed class InputFile : IDisposable
{
    private const int GzipFirst = 0x1F;
    private const int GzipSecond = 0x8B;

    private readonly FileStream _stored;

    private InputFile(string path, FileStream stored, bool isGzip)
    {
        Path = path;
        _stored = stored;
        IsGzip = isGzip;
        Data = isGzip ? GzipData.Open(stored) : stored;
    }

    /// <summary>The file's path.</summary>
    public string Path { get; }

    /// <summary>Whether the stored bytes are compressed.</summary>
    public bool IsGzip { get; }

    /// <summary>The decompressed data.</summary>
    public Stream Data { get; }

    /// <summary>How many stored bytes were read.</summary>
    public long StoredRead => _stored.CanSeek ? _stored.Position : 0;

    /// <summary>Opens a file at its beginning.</summary>
    /// <param name="path">The absolute path.</param>
    /// <param name="compression">How it is stored.</param>
    /// <exception cref="StreamException">It does not exist or cannot be read.</exception>
    public static InputFile Open(string path, Compression compression)
    {
        FileStream? stored = null;
        try
        {
            if (Directory.Exists(path))
            {
                throw new StreamException("source-unreadable", $"The input '{path}' is a folder. Name a file, or a pattern such as '{path.TrimEnd('/')}/*.log'.");
            }

            stored = new FileStream(path, new FileStreamOptions { BufferSize = 0, Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.SequentialScan });
            return new InputFile(path, stored, IsGzipped(path, stored, compression));
        }
        catch (StreamException)
        {
            stored?.Dispose();
            throw;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StreamException("source-not-found", $"The input '{path}' does not exist. Check the path, which is relative to the pipeline file.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            stored?.Dispose();
            throw new StreamException("source-unreadable", $"The input '{path}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Goes to a place that an earlier run left, and checks that the data before it is still the same.</summary>
    /// <param name="point">The place.</param>
    /// <exception cref="StreamException">The input is shorter than the place, or other data lies before it.</exception>
    public void MoveTo(InputPoint point)
    {
        var tail = new byte[point.TailLength];
        if (!Skip(point.Offset - tail.Length) || Data.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false) < tail.Length)
        {
            throw new StreamException(
                "source-changed",
                $"The input '{Path}' is shorter than when the checkpoint was taken: byte {point.Offset:N0} is gone. Restore the file, or start again with --fresh.");
        }

        if (Checksum.Of(tail) != point.TailChecksum)
        {
            throw new StreamException(
                "source-changed",
                $"The input '{Path}' is not the one that the checkpoint belongs to: its data before byte {point.Offset:N0} has changed. Restore the file, or start again with --fresh.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Data.Dispose();
        _stored.Dispose();
    }

    private static bool IsGzipped(string path, FileStream stored, Compression compression)
    {
        if (compression == Compression.None || !stored.CanSeek)
        {
            return compression == Compression.Gzip;
        }

        var isGzip = stored.ReadByte() == GzipFirst && stored.ReadByte() == GzipSecond;
        stored.Position = 0;
        return isGzip || compression != Compression.Gzip || stored.Length == 0
            ? isGzip
            : throw new StreamException("source-damaged", $"The input '{path}' is not gzip data, although the pipeline says 'compression: gzip'. Use 'auto', or correct the file.");
    }

    private bool Skip(long count)
    {
        if (!IsGzip && _stored.CanSeek)
        {
            _stored.Position = count;
            return count <= _stored.Length;
        }

        var scratch = new byte[64 * 1024];
        while (count > 0)
        {
            var read = Data.Read(scratch.AsSpan(0, (int)Math.Min(count, scratch.Length)));
            if (read == 0)
            {
                return false;
            }

            count -= read;
        }

        return true;
    }
}
