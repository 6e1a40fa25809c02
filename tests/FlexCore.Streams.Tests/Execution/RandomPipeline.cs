using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace FlexCore.Streams.Tests.Execution;

/// <summary>Makes a pipeline and its dirty input from a seed.</summary>
internal sealed class RandomPipeline
{
    private readonly Random _random;

    public RandomPipeline(int seed)
    {
        _random = new Random(seed);
        Yaml = MakeYaml();
    }

    public string Yaml { get; }

    public void WriteInputs(TestFolder folder)
    {
        folder.Write("in-table.csv", "id,name,size\n1,one,10\n2,\"two, too\",20\n4,four,\n5,,50\n6,six,60\n");
        var files = 1 + _random.Next(3);
        for (var i = 0; i < files; i++)
        {
            var content = MakeInput(_random.Next(250));
            folder.Write($"in{i}.ndjson", _random.Next(3) == 0 ? Gzip(content) : content);
        }
    }

    private string MakeYaml()
    {
        var steps = new List<string> { "parse: json" };
        AddFieldSteps(steps, ["v > 20", "k != 'c'", "v % 3 !== 0", "k.length === 1"]);
        if (_random.Next(2) == 0)
        {
            steps.Add(PassingStep());
            AddFieldSteps(steps, ["v > 20", "k != 'c'"]);
        }

        if (_random.Next(2) == 0)
        {
            steps.Add(Branch("side.ndjson"));
            AddFieldSteps(steps, ["v > 20", "k != 'c'"]);
        }

        switch (_random.Next(6))
        {
            case 0:
                steps.Add($"window: {{ tumbling: {Pick("1s", "10s", "7s")}, time: t, lateness: {Pick("0s", "2s", "20s")}, late: {Pick("drop", "deadletter")}, "
                    + $"by: {Pick("[k]", "[]", "{ key: k, odd: v % 2 }")}, aggregate: {{ n: count(), s: sum(v), top: \"topk(k, 2)\", q: \"quantile(v, 0.5)\" }} }}");
                AddFieldSteps(steps, ["n > 1", "s >= 0"]);
                break;
            case 1:
                steps.Add($"group: {{ by: {Pick("[k]", "[k, d]", "{ rest: v % 5 }")}, aggregate: {{ n: count(v > 10), a: avg(v), hi: max(v), d2: distinct(k) }} }}");
                AddFieldSteps(steps, ["n > 1"]);
                break;
            case 2:
                steps.Add($"window: {{ {Pick("sliding: { size: 10s, every: 2s }", "sliding: { size: 9s, every: 6s }", "sliding: { size: 1m, every: 1s }")}, time: t, lateness: {Pick("0s", "2s", "20s")}, late: {Pick("drop", "deadletter")}, "
                    + $"by: {Pick("[k]", "[]")}, aggregate: {{ n: count(), s: sum(v), f: first(v), l: last(k), top: \"topk(k, 2)\", d2: distinct(v) }} }}");
                AddFieldSteps(steps, ["n > 1"]);
                break;
            case 3:
                steps.Add($"window: {{ session: {Pick("2s", "6s", "{ gap: 5s, maxDuration: 8s }")}, time: t, lateness: {Pick("0s", "2s", "20s")}, late: {Pick("drop", "deadletter")}, "
                    + $"by: {Pick("[k]", "[]", "{ rest: v % 5 }")}, aggregate: {{ n: count(v > 10), a: avg(v), f: first(k), l: last(v), q: \"quantile(v, 0.5)\" }} }}");
                AddFieldSteps(steps, ["a > 1"]);
                break;
            case 4:
                steps.Add($"batch: {{ size: {1 + _random.Next(20)} }}");
                break;
        }

        if (_random.Next(4) == 0)
        {
            steps.Insert(1 + _random.Next(steps.Count), $"throttle: {{ rate: {Pick("5/s", "40/s", "300/s")} }}");
        }

        var policy = Pick("skip", "deadletter");
        return $$"""
            name: random
            source: {{Pick("{ file: \"in*.ndjson\" }", "{ union: [ { file: \"in?.ndjson\" }, { file: in0.ndjson } ] }", "{ union: [ { file: in0.ndjson }, { file: \"in*.ndjson\" } ] }")}}
            steps:
            {{string.Join("\n", steps.Select(step => "  - " + step))}}
            sinks: [ { file: out.ndjson }, { file: { path: copy.ndjson, mode: {{Pick("replace", "append")}} } } ]
            onError: {{policy}}
            deadLetter: { file: dead.ndjson }
            partitions: PARTITIONS
            parallelism: WORKERS
            """;
    }

    // One route keeps the record open, so that the steps behind the branch find their fields.
    private string Branch(string? side)
    {
        var routes = new List<string>();
        foreach (var condition in new[] { "v > 50", "k == 'a' || k == 'b'", "d.x % 2 == 0" }.Take(1 + _random.Next(3)))
        {
            var steps = new List<string>();
            AddFieldSteps(steps, ["v > 20", "k != 'c'"]);
            var content = side is not null && _random.Next(3) == 0 ? 4 : _random.Next(4);
            steps.Add(content switch
            {
                0 => PassingStep(),
                1 => "window: { tumbling: 5s, time: t, lateness: 1s, late: deadletter, by: [k], aggregate: { n: count(), v: max(v) } }",
                2 => $"batch: {{ size: {1 + _random.Next(5)} }}",
                3 when side is not null => Branch(null),
                _ => "omit: [d]",
            });
            var sink = content == 4 && side is not null ? $", sink: {{ file: {side} }}" : string.Empty;
            side = content == 4 ? null : side;
            routes.Add($"r{routes.Count}: {{ when: \"{condition}\", steps: [ {string.Join(", ", steps.Select(step => $"{{ {step} }}"))} ]{sink} }}");
        }

        return $"branch: {{ match: {Pick("first", "all")}, routes: {{ {string.Join(", ", routes)} }}{Pick("", ", otherwise: { steps: [ { map: { other: \"true\" } } ] }")} }}";
    }

    private string PassingStep() => _random.Next(5) switch
    {
        0 => $"dedupe: {{ by: {Pick("[k]", "{ rest: v % 7 }")}, {Pick("ttl: 5s, time: t", "ttl: 1m, time: t", "maxKeys: 3")} }}",
        1 => $"rateOfChange: {{ field: v, time: t, by: {Pick("[k]", "[]")}, per: 1m, as: {Pick("rate", "v")}, {Pick("ttl: 10s", "maxKeys: 2", "maxKeys: 1000")} }}",
        3 => $"sample: {{ every: {1 + _random.Next(4)} }}",
        2 => $"runningTotal: {{ of: v, by: k, atLeast: {Pick("0", "100")} }}",
        _ => $"sort: {{ time: t, lateness: {Pick("0s", "2s", "20s")}, late: {Pick("drop", "deadletter")}{Pick("", ", window: 10s, by: [v desc, k]")} }}",
    };

    private void AddFieldSteps(List<string> steps, string[] conditions)
    {
        for (var count = _random.Next(3); count > 0; count--)
        {
            steps.Add(_random.Next(8) switch
            {
                0 => $"filter: \"{conditions[_random.Next(conditions.Length)]}\"",
                1 => "map: { extra: \"1 + 1\", whole: $ }",
                3 => $"explode: {{ field: \"[1, $, 'x'].slice({_random.Next(3)})\", as: part, index: i }}",
                4 => $"sample: {{ rate: 0.7, by: $, seed: {_random.Next(9)} }}",
                5 => $"validate: {{ schema: {{ {(conditions.Contains("k != 'c'") ? Pick("required: [k]", "additionalProperties: true") : "type: object")}, properties: {{ k: {{ type: [string, \"null\"], maxLength: 3 }}, v: {{ not: {{ const: 7 }} }} }} }} }}",
                6 => $"lookup: {{ file: in-table.csv, key: {{ id: \"JSON.stringify($).length % 7\" }}, fields: [{Pick("name", "size, name")}], missing: {Pick("null", "drop", "fail")}, prefix: t_{Pick("", ", refresh: 1s")} }}",
                2 => "words: { of: \"'one two ' + JSON.stringify($)\" }",
                _ => "map: { note: \"`n${1}`\" }",
            });
        }
    }

    private byte[] MakeInput(int lines)
    {
        using var content = new MemoryStream();
        var time = 1_700_000_000_000L;
        for (var i = 0; i < lines; i++)
        {
            time += _random.Next(-1500, 2500);
            content.Write(MakeLine(i, time));
            content.Write(_random.Next(10) == 0 ? "\r\n"u8 : "\n"u8);
            if (_random.Next(15) == 0)
            {
                content.Write("\n"u8);
            }
        }

        return content.ToArray();
    }

    private byte[] MakeLine(int index, long time) => _random.Next(25) switch
    {
        0 => Encoding.UTF8.GetBytes($"not json {index}"),
        1 => [.. Encoding.UTF8.GetBytes($"{{\"k\":\"{index}"), 0xFF, 0xFE],
        2 => Encoding.UTF8.GetBytes($"{{\"k\":\"{new string('x', 1100 + _random.Next(3000))}\"}}"),
        3 => Encoding.UTF8.GetBytes($"{{\"v\":{index}}}"),
        4 => Encoding.UTF8.GetBytes($"{{\"k\":null,\"v\":\"text\",\"t\":\"no time\"}}"),
        _ => Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"t\":{(_random.Next(4) == 0 ? $"\"{DateTimeOffset.FromUnixTimeMilliseconds(time):yyyy-MM-ddTHH:mm:ss.fffZ}\"" : time.ToString(CultureInfo.InvariantCulture))}")
            + string.Create(CultureInfo.InvariantCulture, $",\"k\":\"{(char)('a' + _random.Next(5))}\",\"v\":{_random.Next(100) / 2.0},\"d\":{{\"x\":{index}}}}}")),
    };

    private string Pick(params string[] options) => options[_random.Next(options.Length)];

    private static byte[] Gzip(byte[] content)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return buffer.ToArray();
    }
}
