using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using FlexCore.Application.EventStreams;

namespace FlexCore.Application.EventTransfer;

/// <summary>Writes the lines of an export into memory that its owner takes away. Used by one writer.</summary>
public sealed class EventFileWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);
    private readonly ArrayBufferWriter<byte> _line = new(1024);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Utf8JsonWriter _json;

    /// <summary>Creates a writer.</summary>
    public EventFileWriter() => _json = new Utf8JsonWriter(_line, new JsonWriterOptions { MaxDepth = EventFileFormat.DepthMax });

    /// <summary>How many events were written since the header.</summary>
    public long Events { get; private set; }

    /// <summary>What was written since <see cref="Clear"/>; valid until then.</summary>
    public ReadOnlyMemory<byte> Written => _output.WrittenMemory;

    /// <summary>Forgets what was written: the owner has it.</summary>
    public void Clear() => _output.ResetWrittenCount();

    /// <summary>Begins a part.</summary>
    /// <param name="header">Its first line.</param>
    public void Begin(EventFileHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        Restart();
        EventFileHeaders.Write(_json, header);
        Events = 0;
        _hash.TryGetHashAndReset(stackalloc byte[SHA256.HashSizeInBytes], out _);
        TakeLine();
    }

    /// <summary>Adds an event.</summary>
    /// <param name="recorded">The event.</param>
    public void Add(RecordedEvent recorded)
    {
        Restart();
        RecordedEventJson.Write(_json, recorded, withImport: false);
        TakeLine();
        Events++;
    }

    /// <summary>Adds the line of an event that another export has.</summary>
    /// <param name="line">The line without its end.</param>
    public void AddLine(ReadOnlySpan<byte> line)
    {
        Take(line);
        Take("\n"u8);
        Events++;
    }

    /// <summary>Adds a place from which the export can go on.</summary>
    /// <param name="cursor">The cursor there.</param>
    public void Mark(string cursor) => Place("mark"u8, cursor);

    /// <summary>Ends the part.</summary>
    /// <param name="cursor">Where the next export can begin.</param>
    public void End(string cursor) => Place("end"u8, cursor);

    /// <inheritdoc/>
    public void Dispose()
    {
        _json.Dispose();
        _hash.Dispose();
    }

    private void Place(ReadOnlySpan<byte> name, string cursor)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetCurrentHash(hash);
        Restart();
        _json.WriteStartObject();
        _json.WriteStartObject(name);
        _json.WriteNumber("events", Events);
        _json.WriteString("sha256", Convert.ToHexStringLower(hash));
        _json.WriteString("cursor", cursor);
        _json.WriteEndObject();
        _json.WriteEndObject();
        TakeLine();
    }

    private void Restart()
    {
        _line.ResetWrittenCount();
        _json.Reset(_line);
    }

    // Every line ends with its checksum.
    private void TakeLine()
    {
        _json.Flush();
        var text = _line.WrittenSpan[..^1];
        Span<byte> digits = stackalloc byte[EventFileFormat.SumDigits];
        EventFileFormat.SumOf(text, digits);
        Take(text);
        Take(EventFileFormat.SumStart);
        Take(digits);
        Take("\"}\n"u8);
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _output.Write(bytes);
    }
}
