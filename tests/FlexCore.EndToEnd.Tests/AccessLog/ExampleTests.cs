using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FlexCore.EndToEnd.Tests.Processes;
using FlexCore.Examples.AccessLog;

namespace FlexCore.EndToEnd.Tests.AccessLog;

public sealed partial class ExampleTests : IDisposable
{
    private const string Pipeline = "deploy/examples/access-log/pipeline.yaml";

    private readonly Workspace _workspace = new();

    [Fact]
    public async Task The_example_gives_the_committed_result()
    {
        await RunAsync(Repository.PathOf("deploy/examples/access-log/access.log"));

        _workspace.Read("out.ndjson").ShouldBe(await File.ReadAllTextAsync(Repository.PathOf("deploy/examples/access-log/expected/per-minute.ndjson")));
    }

    [Fact]
    public async Task The_counts_are_those_of_an_independent_reading_of_the_log()
    {
        var log = _workspace.PathOf("day.log");
        await using (var file = File.Create(log))
        {
            new AccessLogGenerator(new AccessLogOptions { Lines = 200_000, Seed = 11, Span = TimeSpan.FromHours(2) }).WriteTo(file);
        }

        await RunAsync(log);

        var expected = Expected(await File.ReadAllBytesAsync(log));
        var actual = _workspace.Lines("out.ndjson").Select(line => JsonDocument.Parse(line).RootElement).ToDictionary(
            row => row.GetProperty("window").GetDateTimeOffset().ToUnixTimeSeconds(),
            row => (Requests: row.GetProperty("requests").GetInt64(), ServerErrors: row.GetProperty("serverErrors").GetInt64()));
        actual.OrderBy(minute => minute.Key).ShouldBe(expected.OrderBy(minute => minute.Key));
    }

    [Fact]
    public async Task A_log_without_request_times_works_too()
    {
        var log = _workspace.Write("plain.log", "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /apache_pb.gif HTTP/1.0\" 200 2326 \"http://www.example.com/start.html\" \"Mozilla/4.08 [en] (Win98; I ;Nav)\"\n");

        await RunAsync(log);

        using var row = JsonDocument.Parse(_workspace.Lines("out.ndjson").ShouldHaveSingleItem());
        row.RootElement.GetProperty("window").GetString().ShouldBe("2000-10-10T20:55:00.000Z");
        row.RootElement.GetProperty("p95Bytes").GetDouble().ShouldBeInRange(2_300, 2_350);
    }

    public void Dispose() => _workspace.Dispose();

    private async Task RunAsync(string log)
    {
        _workspace.Write("pipeline.yaml", await File.ReadAllTextAsync(Repository.PathOf(Pipeline)));
        (await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "pipeline.yaml", "--input", log, "--output", "out.ndjson")).ShouldExitWith(0);
    }

    // A second reader with regular expressions and a dictionary: slow, and nothing in common with the product.
    private static Dictionary<long, (long Requests, long ServerErrors)> Expected(byte[] log)
    {
        var minutes = new Dictionary<long, (long Requests, long ServerErrors)>();
        var newest = long.MinValue / 2;
        foreach (var line in Lines(log).Where(bytes => System.Text.Unicode.Utf8.IsValid(bytes)).Select(Encoding.UTF8.GetString))
        {
            if (CombinedLine().Match(line) is not { Success: true } match
                || !DateTimeOffset.TryParseExact(match.Groups[1].Value, "dd/MMM/yyyy:HH:mm:ss zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            {
                continue;
            }

            var seconds = time.ToUnixTimeSeconds();
            var minute = seconds / 60 * 60;
            if (minute + 60 > newest - 10)
            {
                var (requests, errors) = minutes.GetValueOrDefault(minute);
                minutes[minute] = (requests + 1, errors + (match.Groups[2].Value[0] == '5' ? 1 : 0));
                newest = Math.Max(newest, seconds);
            }
        }

        return minutes;
    }

    private static IEnumerable<byte[]> Lines(byte[] log)
    {
        var start = 0;
        for (var end = Array.IndexOf(log, (byte)'\n'); end >= 0; end = Array.IndexOf(log, (byte)'\n', start))
        {
            yield return log[start..end];
            start = end + 1;
        }
    }

    [GeneratedRegex("""^\S+ \S+ [^\[]*\[([^\]]+)\] "(?:[^"\\]|\\.)*" (\d{1,3}) (?:\d+|-) "(?:[^"\\]|\\.)*" "(?:[^"\\]|\\.)*"(?: |$)""")]
    private static partial Regex CombinedLine();
}
