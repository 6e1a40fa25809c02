using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace FlexCore.Benchmarks.Jobs.AccessLog;

/// <summary>What <see cref="AccessLogLoop"/> keeps of one minute.</summary>
internal sealed class Minute
{
    private const int TopCount = 5;

    private readonly Dictionary<byte[], int> _paths = new(PathComparer.Instance);
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _byPath;
    private readonly List<double> _bytes = [];
    private readonly List<double> _latencies = [];
    private readonly int[] _classes = new int[10];
    private int _requests;

    public Minute() => _byPath = _paths.GetAlternateLookup<ReadOnlySpan<byte>>();

    public void Add(in AccessLogLoop.Entry entry, ReadOnlySpan<byte> line)
    {
        _requests++;
        _classes[entry.Status / 100 % 10]++;
        if (!double.IsNaN(entry.Bytes))
        {
            _bytes.Add(entry.Bytes);
        }

        if (!double.IsNaN(entry.Latency))
        {
            _latencies.Add(entry.Latency);
        }

        var path = PathOf(line[entry.Request..entry.RequestEnd]);
        if (!path.IsEmpty)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_byPath, path, out _)++;
        }
    }

    public void Write(long start, long length, StreamWriter target)
    {
        var top = _paths.OrderByDescending(pair => pair.Value).ThenBy(pair => Encoding.UTF8.GetString(pair.Key), StringComparer.Ordinal).Take(TopCount)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $$"""{"value":"{{Encoding.UTF8.GetString(pair.Key)}}","count":{{pair.Value}}}"""));
        target.Write(string.Create(CultureInfo.InvariantCulture, $$"""{"window":"{{Iso(start)}}","windowEnd":"{{Iso(start + length)}}","requests":{{_requests}},"ok":{{_classes[2]}},"redirects":{{_classes[3]}},"clientErrors":{{_classes[4]}},"serverErrors":{{_classes[5]}},"p95Bytes":{{Quantile(_bytes)}},"p95Latency":{{Quantile(_latencies)}},"topPaths":[{{string.Join(',', top)}}]}"""));
        target.Write('\n');
    }

    private static string Iso(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static double Quantile(List<double> values)
    {
        values.Sort();
        return values.Count == 0 ? 0 : values[(int)Math.Ceiling(values.Count * 0.95) - 1];
    }

    private static ReadOnlySpan<byte> PathOf(ReadOnlySpan<byte> request)
    {
        var space = request.IndexOf((byte)' ');
        if (space <= 0 || request[..space].IndexOfAnyExceptInRange((byte)'A', (byte)'Z') >= 0)
        {
            return default;
        }

        var url = request[(space + 1)..];
        var end = url.LastIndexOf((byte)' ');
        url = end < 0 ? url : url[..end];
        var query = url.IndexOf((byte)'?');
        return query < 0 ? url : url[..query];
    }
}
