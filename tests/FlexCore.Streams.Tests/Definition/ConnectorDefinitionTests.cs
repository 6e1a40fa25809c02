using FlexCore.Streams.Building;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Tests.Execution;

namespace FlexCore.Streams.Tests.Definition;

public sealed class ConnectorDefinitionTests
{
    public static TheoryData<string, string, SourceDefinition> Sources => new()
    {
        { "file: { path: a.log, follow: true }", """{"file":{"path":["a.log"],"follow":"true"}}""", Source.Follow("a.log") },
        {
            "generate: { rate: 0.5, count: 10, seed: 3, start: '2020-01-01', fields: { a: n, b: random } }",
            """{"generate":{"fields":{"a":"n","b":"random"},"rate":"0.5","count":10,"seed":3,"start":"2020-01-01"}}""",
            Source.Generate(("a", "n"), ("b", "random")) with { Rate = 0.5, Count = 10, Seed = 3, Start = "2020-01-01" }
        },
        { "http: {}", """{"http":{}}""", Source.Http() },
        { "http:", "\"http\"", Source.Http() },
        { "topic: orders", """{"topic":"orders"}""", Source.Topic("orders") },
        { "poll: http://h/", """{"poll":{"url":"http://h/"}}""", Source.Poll("http://h/") },
        {
            "poll: { url: 'http://h/', every: 30s, method: post, headers: { A: b }, body: '{}', records: body.i, timeout: 5s, retries: 0, maxBody: 1000, redirects: 0, pages: { cursor: body.c, parameter: c, stop: page > 3, limit: 9 } }",
            """{"poll":{"url":"http://h/","every":"30s","method":"POST","headers":{"A":"b"},"body":"{}","records":"body.i","timeout":"5s","retries":0,"maxBody":1000,"redirects":0,"pages":{"cursor":"body.c","parameter":"c","stop":"page > 3","limit":9}}}""",
            Source.Poll("http://h/") with
            {
                Every = TimeSpan.FromSeconds(30),
                Method = HttpVerb.Post,
                Headers = [new HttpHeader("A", "b")],
                Body = "{}",
                Records = "body.i",
                Timeout = TimeSpan.FromSeconds(5),
                Retries = 0,
                MaxBody = 1000,
                Redirects = 0,
                Pages = new PollPages { Cursor = "body.c", Parameter = "c", Stop = "page > 3", Limit = 9 },
            }
        },
        { "poll: { url: 'http://h/', pages: { number: p, first: 0 } }", """{"poll":{"url":"http://h/","pages":{"number":"p","first":0}}}""", Source.Poll("http://h/") with { Pages = new PollPages { Number = "p", First = 0 } } },
        { "poll: { url: 'http://h/', pages: { link: true } }", """{"poll":{"url":"http://h/","pages":{"link":true}}}""", Source.Poll("http://h/") with { Pages = new PollPages { Link = true } } },
        { "poll: { url: 'http://h/', pages: { next: body.n } }", """{"poll":{"url":"http://h/","pages":{"next":"body.n"}}}""", Source.Poll("http://h/") with { Pages = new PollPages { Next = "body.n" } } },
    };

    public static TheoryData<string, string, SinkDefinition> Sinks => new()
    {
        { "file: { path: a.csv, mode: append }", """{"file":{"path":"a.csv","mode":"append"}}""", Sink.FileAppend("a.csv") },
        { "http: https://h/x", """{"http":{"url":"https://h/x"}}""", Sink.Http("https://h/x") },
        {
            "http: { url: 'https://h/x', method: put, headers: { A: b }, body: json, batch: 7, linger: 0s, timeout: 1m, retries: 2 }",
            """{"http":{"url":"https://h/x","method":"put","headers":{"A":"b"},"body":"json","batch":7,"linger":"0s","timeout":"60s","retries":2}}""",
            Sink.Http("https://h/x", ("A", "b")) with { Method = HttpVerb.Put, Body = HttpBody.Json, Batch = 7, Linger = TimeSpan.Zero, Timeout = TimeSpan.FromMinutes(1), Retries = 2 }
        },
        { "topic: out", """{"topic":"out"}""", Sink.Topic("out") },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public void Yaml_json_and_code_give_equal_sources(string yaml, string json, SourceDefinition code)
    {
        Load($"name: a\nsource:\n  {yaml}\nsink: stdout").Source.ShouldBe(code);
        Load($$"""{"name":"a","source":{{json}},"sink":"stdout"}""").Source.ShouldBe(code);
    }

    [Theory]
    [MemberData(nameof(Sinks))]
    public void Yaml_json_and_code_give_equal_sinks(string yaml, string json, SinkDefinition code)
    {
        Load($"name: a\nsource: stdin\nsink:\n  {yaml}").Sinks.ShouldHaveSingleItem().ShouldBe(code);
        Load($$"""{"name":"a","source":"stdin","sink":{{json}}}""").Sinks.ShouldHaveSingleItem().ShouldBe(code);
    }

    [Theory]
    [InlineData("source: { poll: { url: 'http://h/', headers: { A: one }, retries: 1, every: 1s } }", "source: { poll: { url: 'http://h/', headers: { A: two }, every: 2s } }", true)]
    [InlineData("source: { poll: { url: 'http://h/' } }", "source: { poll: { url: 'http://h/2' } }", false)]
    [InlineData("source: { poll: { url: 'http://h/' } }", "source: { poll: { url: 'http://h/', pages: { link: true } } }", false)]
    [InlineData("source: { generate: { fields: { a: n }, count: 5 } }", "source: { generate: { fields: { a: n }, count: 9 } }", true)]
    [InlineData("source: { generate: { fields: { a: n } } }", "source: { generate: { fields: { a: n + 1 } } }", false)]
    [InlineData("source: { generate: { fields: { a: n } } }", "source: { generate: { fields: { a: n }, seed: 2 } }", false)]
    [InlineData("source: { file: a }", "source: { file: { path: a, follow: true } }", false)]
    [InlineData("source: { topic: a }", "source: { topic: b }", false)]
    public void Only_what_gives_a_checkpoint_its_meaning_is_in_the_fingerprint(string one, string other, bool isSame)
    {
        using var harness = new PipelineHarness();
        (Fingerprint(one) == Fingerprint(other)).ShouldBe(isSame);

        string Fingerprint(string source) => harness.Graph($"{{ name: a, {source}, sink: stdout }}").Fingerprint;
    }

    [Fact]
    public void A_token_that_is_renewed_leaves_the_sink_s_fingerprint_as_it_was()
    {
        using var harness = new PipelineHarness();
        harness.Graph("{ name: a, source: stdin, sink: { http: { url: 'http://h/', headers: { A: one } } } }").Fingerprint
            .ShouldBe(harness.Graph("{ name: a, source: stdin, sink: { http: { url: 'http://h/', headers: { A: two } } } }").Fingerprint);
    }

    [Fact]
    public void A_header_s_value_appears_in_no_text()
    {
        var definition = Load("{ name: a, vars: { token: hidden }, source: { poll: { url: 'http://h/', headers: { Authorization: 'Bearer ${token}' } } }, sink: { http: { url: 'http://h/2', headers: { X: '${token}' } } } }");

        ((PollSourceDefinition)definition.Source).Headers[0].Value.Text.ShouldBe("Bearer hidden");
        definition.ToString().ShouldNotContain("hidden");
        new PollSourceDefinition("http://h/p?key=hidden") { Body = "hidden" }.ToString().ShouldBe("poll http://h/p");
        new HttpSinkDefinition("http://h/p?key=hidden").ToString().ShouldBe("http http://h/p");
        string.Join('|', definition.Sinks.Select(sink => sink.ToString())).ShouldNotContain("hidden");
        ((PollSourceDefinition)definition.Source).Headers[0].ToString().ShouldBe("Authorization: …");
    }

    [Theory]
    [InlineData("file: { path: [^a, b], follow: true }", DiagnosticCodes.InvalidValue)]
    [InlineData("file: { path: '^*.log', follow: true }", DiagnosticCodes.InvalidValue)]
    [InlineData("^file: { path: a, follow: true, compression: gzip }", DiagnosticCodes.InvalidValue)]
    [InlineData("file: { path: a, follow: ^always }", DiagnosticCodes.InvalidValue)]
    [InlineData("topic: '^a b'", DiagnosticCodes.InvalidValue)]
    [InlineData("topic: ^{ name: a }", DiagnosticCodes.WrongType)]
    [InlineData("http: { ^port: 80 }", DiagnosticCodes.UnknownKey)]
    public void A_mistake_is_reported_with_its_place(string source, string code) => Mistakes.At($"{{ name: a, source: {{ {source} }}, sink: stdout }}", code);

    [Theory]
    [InlineData("file: { path: a, follow: true }")]
    [InlineData("generate: { fields: { a: n } }")]
    [InlineData("http: {}")]
    [InlineData("topic: x")]
    [InlineData("poll: { url: 'http://h/', every: 1s }")]
    public void A_file_that_would_never_appear_is_a_mistake(string source) =>
        Mistakes.At($"{{ name: a, source: {{ {source} }}, sink: {{ ^file: {{ path: out, mode: replace }} }} }}", DiagnosticCodes.WrongPlace, "Leave out mode, or set it to append.");

    private static PipelineDefinition Load(string text)
    {
        var result = PipelineLoader.Load(text);
        result.Diagnostics.ShouldBeEmpty();
        return result.Definition.ShouldNotBeNull();
    }
}
