using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace FlexCore.Benchmarks.Jobs.AccessLog;

/// <summary>
/// What a good programmer would write by hand for the access-log example and nothing else: one thread, spans, no checkpoints. The limit of
/// the benchmark, and the oracle of its result.
/// </summary>
internal sealed class AccessLogLoop
{
    private const int BlockSize = 1 << 20;
    private const long MinuteMs = 60_000;
    private const long LatenessMs = 10_000;

    private readonly SortedDictionary<long, Minute> _open = [];
    private readonly byte[] _stamp = new byte[26];
    private long _stampMs;
    private long _newest = long.MinValue / 2;

    public long BadLines { get; private set; }

    public long LateLines { get; private set; }

    public void Run(string log, string output)
    {
        using var source = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var target = new StreamWriter(output, append: false, new UTF8Encoding(false), BlockSize);
        var buffer = new byte[BlockSize];
        var kept = 0;
        for (var read = source.Read(buffer, kept, buffer.Length - kept); read > 0; read = source.Read(buffer, kept, buffer.Length - kept))
        {
            var rest = buffer.AsSpan(0, kept + read);
            for (var end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
            {
                Take(rest[..end], target);
                rest = rest[(end + 1)..];
            }

            kept = rest.Length;
            if (kept == buffer.Length)
            {
                throw new InvalidDataException("A line is longer than a block.");
            }

            rest.CopyTo(buffer);
        }

        Close(long.MaxValue, target);
    }

    private void Take(ReadOnlySpan<byte> line, StreamWriter target)
    {
        if (line.IsEmpty)
        {
            return;
        }

        if (!Utf8.IsValid(line) || !TryParse(line, out var entry))
        {
            BadLines++;
            return;
        }

        var start = entry.TimeMs - (entry.TimeMs % MinuteMs);
        if (start + MinuteMs <= _newest - LatenessMs)
        {
            LateLines++;
            return;
        }

        if (!_open.TryGetValue(start, out var minute))
        {
            minute = _open[start] = new Minute();
        }

        minute.Add(entry, line);
        if (entry.TimeMs > _newest)
        {
            _newest = entry.TimeMs;
            Close(_newest - LatenessMs, target);
        }
    }

    private void Close(long watermark, StreamWriter target)
    {
        while (_open.Count > 0)
        {
            var (start, minute) = _open.First();
            if (watermark != long.MaxValue && start + MinuteMs > watermark)
            {
                return;
            }

            minute.Write(start, MinuteMs, target);
            _open.Remove(start);
        }
    }

    private bool TryParse(ReadOnlySpan<byte> line, out Entry entry)
    {
        entry = default;
        var open = line.IndexOf((byte)'[');
        if (open < 6 || line.Length < open + 30 || line[open + 27] != ']' || !TryTime(line.Slice(open + 1, 26), out var time))
        {
            return false;
        }

        var request = open + 30;
        var requestEnd = EndOfQuoted(line, request);
        if (line[open + 29] != '"' || requestEnd < 0)
        {
            return false;
        }

        var position = requestEnd + 2;
        if (position >= line.Length || !Utf8Parser.TryParse(line[position..], out int status, out var used)
            || position + used + 2 >= line.Length || line[position + used] != ' ')
        {
            return false;
        }

        position += used + 1;
        var bytes = double.NaN;
        if (line[position] == '-')
        {
            position += 2;
        }
        else if (Utf8Parser.TryParse(line[position..], out long size, out used))
        {
            bytes = size;
            position += used + 1;
        }
        else
        {
            return false;
        }

        if (position >= line.Length)
        {
            return false;
        }

        var refererEnd = EndOfQuoted(line, position + 1);
        var agentEnd = refererEnd < 0 ? -1 : EndOfQuoted(line, refererEnd + 3);
        if (agentEnd < 0)
        {
            return false;
        }

        var latency = agentEnd + 2 < line.Length && Utf8Parser.TryParse(line[(agentEnd + 2)..], out double seconds, out _) ? seconds : double.NaN;
        entry = new Entry(time, status, bytes, latency, request, requestEnd);
        return true;
    }

    private static int EndOfQuoted(ReadOnlySpan<byte> line, int from)
    {
        while (from < line.Length)
        {
            var step = line[from..].IndexOfAny((byte)'"', (byte)'\\');
            if (step < 0)
            {
                return -1;
            }

            if (line[from + step] == '"')
            {
                return from + step;
            }

            from += step + 2;
        }

        return -1;
    }

    // Consecutive lines share their minute: its text is compared instead of parsed.
    private bool TryTime(ReadOnlySpan<byte> text, out long milliseconds)
    {
        milliseconds = 0;
        if (!text[..17].SequenceEqual(_stamp.AsSpan(0, 17)) || !text[20..].SequenceEqual(_stamp.AsSpan(20)))
        {
            Span<char> chars = stackalloc char[26];
            Encoding.Latin1.GetChars(text, chars);
            if (!DateTimeOffset.TryParseExact(chars, "dd/MMM/yyyy:HH:mm:ss zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            {
                return false;
            }

            _stampMs = time.ToUnixTimeMilliseconds() / MinuteMs * MinuteMs;
            text.CopyTo(_stamp);
        }

        milliseconds = _stampMs + ((((text[18] - '0') * 10) + text[19] - '0') * 1000);
        return true;
    }

    internal readonly record struct Entry(long TimeMs, int Status, double Bytes, double Latency, int Request, int RequestEnd);
}
