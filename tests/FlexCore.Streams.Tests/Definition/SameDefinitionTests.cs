using FlexCore.Streams.Building;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Tests.Definition;

public sealed class SameDefinitionTests
{
    private const string Yaml = """
        name: access-log
        description: counts per minute
        vars: { threshold: 400 }
        source:
          file: { path: [a.log, "b*.log.gz"], compression: gzip, framing: lines }
        steps:
          - parse: combined
          - filter: status >= ${threshold}
          - map: { path: "url.split('?')[0]", kb: "bytes / 1024" }
            onError: skip
          - select: [time, path, kb, host]
          - omit: kb
          - rename: { host: client }
          - window:
              tumbling: 1m
              time: time
              lateness: 10s
              late: deadletter
              by: [client, { half: "bytes > 10" }]
              aggregate: { requests: count(), p95: "quantile(bytes, 0.95)" }
          - group: { by: client, aggregate: { total: sum(requests) } }
          - dedupe: { by: [client], maxKeys: 500 }
          - rateOfChange: { field: total, time: at, by: client, per: 1m, as: growth, ttl: 1h, maxKeys: 10 }
          - sort: { time: at, lateness: 5s, window: 1m, by: [growth desc, client], late: fail, maxRecords: 9 }
          - explode: { field: tags, as: tag, index: i }
          - sample: { every: 10 }
          - sample: { rate: 0.25, by: client, seed: 3 }
          - validate: { schema: { required: [client], properties: { client: { type: string, pattern: "^a" } } } }
          - validate: { file: schema.json }
          - lookup: { file: clients.csv, key: client, fields: [name, country] }
          - lookup: { sqlite: { path: shop.db, table: clients }, key: client, fields: name, missing: drop }
          - batch: { size: 100 }
        sinks:
          - file: { path: out/a.csv }
          - stdout: { format: csv }
          - sqlite: { path: out.db, table: t, mode: upsert, key: [window] }
        onError: deadletter
        deadLetter: { file: out/dead.ndjson }
        checkpoint: { every: 500ms }
        partitions: 4
        spread: { partitions: 3, by: client }
        parallelism: 2
        """;

    private const string Json = """
        { "name": "access-log", "description": "counts per minute", "vars": { "threshold": 400 },
          "source": { "file": { "path": ["a.log", "b*.log.gz"], "compression": "gzip", "framing": "lines" } },
          "steps": [
            { "parse": { "format": "combined" } },
            { "filter": "status >= ${threshold}" },
            { "map": { "path": "url.split('?')[0]", "kb": "bytes / 1024" }, "onError": "skip" },
            { "select": ["time", "path", "kb", "host"] },
            { "omit": ["kb"] },
            { "rename": { "host": "client" } },
            { "window": { "tumbling": "1m", "time": "time", "lateness": "10s", "late": "deadletter",
                "by": { "client": "client", "half": "bytes > 10" },
                "aggregate": { "requests": "count()", "p95": "quantile(bytes, 0.95)" } } },
            { "group": { "by": ["client"], "aggregate": { "total": "sum(requests)" } } },
            { "dedupe": { "by": "client", "maxKeys": 500 } },
            { "rateOfChange": { "field": "total", "time": "at", "by": ["client"], "per": "60s", "as": "growth", "ttl": "60m", "maxKeys": 10 } },
            { "sort": { "time": "at", "lateness": "5s", "window": "1m", "by": ["growth desc", "client asc"], "late": "fail", "maxRecords": 9 } },
            { "explode": { "field": "tags", "as": "tag", "index": "i", "keepEmpty": false } },
            { "sample": { "every": 10 } },
            { "sample": { "rate": 0.25, "by": "client", "seed": 3 } },
            { "validate": { "schema": { "required": [ "client" ], "properties": { "client": { "type": "string", "pattern": "^a" } } } } },
            { "validate": { "file": "schema.json" } },
            { "lookup": { "file": "clients.csv", "format": "csv", "key": { "client": "client" }, "fields": { "name": "name", "country": "country" }, "missing": null } },
            { "lookup": { "sqlite": { "path": "shop.db", "table": "clients" }, "key": "client", "fields": [ "name" ], "missing": "drop" } },
            { "batch": { "size": 100 } } ],
          "sinks": [ { "file": { "path": "out/a.csv", "format": "csv" } }, { "stdout": { "format": "csv" } },
            { "sqlite": { "path": "out.db", "table": "t", "mode": "upsert", "key": "window" } } ],
          "onError": "deadletter", "deadLetter": { "file": { "path": "out/dead.ndjson" } },
          "checkpoint": { "every": "0.5s" }, "partitions": 4, "spread": { "partitions": 3, "by": "client" }, "parallelism": 2 }
        """;

    [Fact]
    public void Yaml_json_and_code_give_equal_definitions()
    {
        var yaml = Load(Yaml);
        var json = Load(Json);
        var code = Code();

        json.ShouldBe(yaml);
        code.ShouldBe(yaml);
        code.GetHashCode().ShouldBe(yaml.GetHashCode());
    }

    [Fact]
    public void A_difference_anywhere_makes_definitions_unequal()
    {
        Load(Yaml.Replace("sum(requests)", "sum(request)", StringComparison.Ordinal)).ShouldNotBe(Load(Yaml));
        Load(Yaml.Replace("lateness: 10s", "lateness: 11s", StringComparison.Ordinal)).ShouldNotBe(Load(Yaml));
        Load(Yaml.Replace("b*.log.gz", "b*.log", StringComparison.Ordinal)).ShouldNotBe(Load(Yaml));
    }

    [Fact]
    public void The_short_builders_say_what_a_file_says()
    {
        const string File = """
            name: a
            source: stdin
            steps:
              - dedupe: { by: [id, "my id"] }
              - dedupe: { by: id, ttl: 1m, time: t }
              - rateOfChange: { field: v, time: t, by: id }
              - sort: { time: t, lateness: 3s }
              - window: { sliding: { size: 1h, every: 5m }, time: t, aggregate: { n: count() } }
              - window: { session: { gap: 1m, maxDuration: 2h }, time: t, by: id, lateness: 1s, aggregate: { n: last(v) } }
            sink: stdout
            """;

        Pipeline.Named("a")
            .Dedupe("id", "my id")
            .DedupeWithin(TimeSpan.FromMinutes(1), "t", "id")
            .RateOfChange("v", "t", "id")
            .Sort("t", TimeSpan.FromSeconds(3))
            .Window(new SlidingWindow(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5)), "t", window => window.Aggregate("n", "count()"))
            .Window(
                new SessionWindow(TimeSpan.FromMinutes(1)) { MaxDuration = TimeSpan.FromHours(2) },
                "t",
                window => window.By("id").Lateness(TimeSpan.FromSeconds(1)).Aggregate("n", "last(v)"))
            .To(Sink.Stdout())
            .Build().ShouldBe(Load(File));
    }

    [Fact]
    public void The_short_form_of_a_sink_equals_the_list_of_one()
    {
        const string Head = "name: a\nsource: stdin\n";
        Load(Head + "sink: { stdout: {} }").ShouldBe(Load(Head + "sinks: [ stdout ]"));
    }

    private static PipelineDefinition Code() => Pipeline.Named("access-log")
        .Described("counts per minute")
        .From(Source.File("a.log", "b*.log.gz") with { Compression = Compression.Gzip, Framing = Framing.Lines })
        .Parse(ParseFormat.Combined)
        .Filter("status >= 400")
        .Step(new MapStep([new NamedText("path", "url.split('?')[0]"), new NamedText("kb", "bytes / 1024")]) { OnError = ErrorPolicy.Skip })
        .Select("time", "path", "kb", "host")
        .Omit("kb")
        .Rename(("host", "client"))
        .Window(TimeSpan.FromMinutes(1), "time", window => window
            .By("client").ByExpression("half", "bytes > 10")
            .Lateness(TimeSpan.FromSeconds(10)).Late(LatePolicy.DeadLetter)
            .Aggregate("requests", "count()").Aggregate("p95", "quantile(bytes, 0.95)"))
        .Group(group => group.By("client").Aggregate("total", "sum(requests)"))
        .Step(new DedupeStep([new NamedText("client", "client")]) { MaxKeys = 500 })
        .Step(new RateOfChangeStep("total", "at") { By = [new NamedText("client", "client")], Per = TimeSpan.FromMinutes(1), As = "growth", Ttl = TimeSpan.FromHours(1), MaxKeys = 10 })
        .Step(new SortStep("at") { Lateness = TimeSpan.FromSeconds(5), Window = TimeSpan.FromMinutes(1), By = [new SortKey("growth", true), new SortKey("client")], Late = LatePolicy.Fail, MaxRecords = 9 })
        .Explode("tags", "tag", "i")
        .Sample(10)
        .Sample(0.25, "client", seed: 3)
        .Validate("""{"required":["client"],"properties":{"client":{"type":"string","pattern":"^a"}}}""")
        .ValidateFile("schema.json")
        .Lookup(Lookup.File("clients.csv", "client", "name", "country"))
        .Lookup(Lookup.Sqlite("shop.db", "clients", "client", "name") with { Missing = LookupMissing.Drop })
        .Batch(100)
        .To(Sink.File("out/a.csv"))
        .To(Sink.Stdout(RecordFormat.Csv))
        .To(Sink.SqliteUpsert("out.db", "t", "window"))
        .DeadLettersTo(Sink.File("out/dead.ndjson"))
        .CheckpointEvery(TimeSpan.FromMilliseconds(500))
        .Partitions(4)
        .Spread(3, "client")
        .Parallelism(2)
        .Build();

    [Fact]
    public void A_branch_from_yaml_and_code_is_equal()
    {
        var yaml = Load("""
            name: routed
            source: stdin
            steps:
              - branch:
                  match: all
                  routes:
                    big: { when: line.length > 5, steps: [ { map: { big: "true" } } ], sink: { file: big.csv } }
                    small: { when: line.length < 3 }
                  otherwise: { steps: [ { select: line } ] }
              - branch: { routes: { a: { when: line } }, otherwise: drop }
            sink: stdout
            """);
        var code = Pipeline.Named("routed")
            .Branch(branch => branch
                .MatchAll()
                .Route("big", "line.length > 5", route => route.Map(("big", "true")).To(Sink.File("big.csv")))
                .Route("small", "line.length < 3", _ => { })
                .Otherwise(route => route.Select("line")))
            .Branch(branch => branch.Route("a", "line", _ => { }).OtherwiseDrop())
            .To(Sink.Stdout())
            .Build();

        code.ShouldBe(yaml);
        code.GetHashCode().ShouldBe(yaml.GetHashCode());
    }

    [Fact]
    public void A_route_takes_nothing_but_steps_and_sinks()
    {
        var error = Should.Throw<ArgumentException>(() => Pipeline.Named("a").Branch(branch => branch.Route("r", "true", route => route.Partitions(2))));

        error.Message.ShouldStartWith("The route 'r' has steps and sinks only; set everything else on the pipeline.");
    }

    private static PipelineDefinition Load(string text)
    {
        var result = PipelineLoader.Load(text);
        result.Diagnostics.ShouldBeEmpty();
        return result.Definition.ShouldNotBeNull();
    }
}
