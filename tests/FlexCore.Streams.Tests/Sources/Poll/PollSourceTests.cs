using FlexCore.Application.Streams;
using FlexCore.Streams.Compilation;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Services;
using FlexCore.Streams.Sources;
using FlexCore.Streams.Sources.Poll;
using FlexCore.Streams.Tests.Definition;
using FlexCore.Streams.Tests.Http;
using FlexCore.Testing.Time;
using static FlexCore.Streams.Tests.Http.ScriptedHandler;
using static FlexCore.Streams.Tests.Sources.SourceReading;

namespace FlexCore.Streams.Tests.Sources.Poll;

public sealed class PollSourceTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task One_answer_is_read_and_the_input_ends()
    {
        var server = new ScriptedHandler(_ => Ok("""[{"a":1},{"a":"☃\n"}]"""));
        await using var source = Open("url: 'http://h/items?x=1', headers: { Authorization: Bearer t }", server);

        (await ToEndAsync(source)).ShouldBe(["{\"a\":1}", "{\"a\":\"☃\\n\"}"]);

        var request = server.Seen.ShouldHaveSingleItem();
        (request.Method, request.Path, request.Headers["Authorization"]).ShouldBe(("GET", "/items?x=1", "Bearer t"));
    }

    [Theory]
    [InlineData("", "{\"a\":1}", "{\"a\":1}")]
    [InlineData("records: body.items,", "{\"items\":[1,[2]]}", "1|[2]")]
    [InlineData("records: 'body.items.filter(i => i > 1)',", "{\"items\":[1,2,3]}", "2|3")]
    [InlineData("records: body.items,", "{}", "")]
    [InlineData("", "", "")]
    [InlineData("", "null", "")]
    public async Task Records_are_found_by_the_expression(string records, string body, string expected) =>
        string.Join('|', await ToEndAsync(Open($"{records} url: 'http://h/'", new ScriptedHandler(_ => Ok(body))))).ShouldBe(expected);

    [Fact]
    public async Task Pages_are_turned_by_the_link_header()
    {
        var server = new ScriptedHandler(request => request.Index < 2 ? Ok($"[{request.Index}]", ("Link", $"</items?p={request.Index + 1}>; rel=\"next\"")) : Ok("[2]"));
        (await ToEndAsync(Open("url: 'http://h/items', pages: { link: true }", server))).ShouldBe(["0", "1", "2"]);
        server.Seen.Select(request => request.Path).ShouldBe(["/items", "/items?p=1", "/items?p=2"]);
    }

    [Fact]
    public async Task Pages_are_turned_by_an_address_in_the_answer()
    {
        var server = new ScriptedHandler(request => Ok(request.Index == 2 ? """{"i":[3],"next":""}""" : $$"""{"i":[{{request.Index}}],"next":"?p={{request.Index + 1}}"}"""));
        (await ToEndAsync(Open("url: 'http://h/items', records: body.i, pages: { next: body.next }", server))).ShouldBe(["0", "1", "3"]);
        server.Seen.Select(request => request.Path).ShouldBe(["/items", "/items?p=1", "/items?p=2"]);
    }

    [Fact]
    public async Task Pages_are_turned_by_number_until_one_is_empty()
    {
        var server = new ScriptedHandler(request => Ok(request.Index < 3 ? $"[{request.Index}]" : "[]"));
        (await ToEndAsync(Open("url: 'http://h/items?size=1&page=9', pages: { number: page, first: 5 }", server))).ShouldBe(["0", "1", "2"]);
        server.Seen.Select(request => request.Path).ShouldBe(["/items?size=1&page=5", "/items?size=1&page=6", "/items?size=1&page=7", "/items?size=1&page=8"]);
    }

    [Fact]
    public async Task The_stop_condition_and_the_limit_end_a_poll()
    {
        var server = new ScriptedHandler(request => Ok($"[{request.Index},0]"));
        (await ToEndAsync(Open("url: 'http://h/', pages: { number: p, stop: page === 2 && count === 2 }", server))).Count.ShouldBe(4);
        (await ToEndAsync(Open("url: 'http://h/', pages: { number: p, limit: 3 }", server))).Count.ShouldBe(6);
    }

    [Fact]
    public async Task A_cursor_goes_on_from_poll_to_poll()
    {
        var server = new ScriptedHandler(request =>
        {
            var since = int.Parse(System.Web.HttpUtility.ParseQueryString(request.Url.Query)["since"] ?? "0");
            var last = Math.Min(since + 2, request.Index < 4 ? 5 : 6);
            return Ok($$"""{"i":[{{string.Join(',', Enumerable.Range(since + 1, last - since))}}],"last":{{last}}}""");
        });
        await using var source = Open("url: 'http://h/', every: 10s, records: body.i, pages: { cursor: body.last, parameter: since }", server);
        var seen = new List<string>();
        for (var read = 0; read < 3; read++)
        {
            seen.AddRange(Lines(await NextAsync(source)));
        }

        seen.ShouldBe(["1", "2", "3", "4", "5"]);
        seen.AddRange(Lines(await FinishAsync(source.ReadAsync(default).AsTask(), TimeSpan.FromSeconds(10))));

        seen.Last().ShouldBe("6");
        server.Seen.Select(request => request.Path).ShouldBe(["/", "/?since=2", "/?since=4", "/?since=5", "/?since=5"]);
    }

    [Fact]
    public async Task An_unchanged_answer_is_not_read_again()
    {
        var server = new ScriptedHandler(request => request.Index switch
        {
            0 => Ok("[1]", ("ETag", "\"v1\"")),
            1 => Status(304),
            _ => Ok("[2]", ("ETag", "\"v2\"")),
        });
        await using var source = Open("url: 'http://h/', every: 1m, timeout: 5m", server);
        Lines(await NextAsync(source)).ShouldBe(["1"]);

        Lines(await FinishAsync(source.ReadAsync(default).AsTask(), TimeSpan.FromMinutes(1))).ShouldBe(["2"]);

        server.Seen.Select(request => request.Headers.GetValueOrDefault("If-None-Match")).ShouldBe([null, "\"v1\"", "\"v1\""]);
    }

    [Fact]
    public async Task Validators_count_only_when_all_pages_were_read()
    {
        var server = new ScriptedHandler(request => Ok($"[{request.Index}]", ("ETag", $"\"v{request.Index}\"")));
        const string Settings = "url: 'http://h/', every: 1m, pages: { number: p, limit: 2 }";
        await using var source = Open(Settings, server);
        var first = await NextAsync(source);
        var second = await NextAsync(source);

        await using var afterFirst = Open(Settings, server, PositionAfter(source, first));
        await using var afterSecond = Open(Settings, server, PositionAfter(source, second));
        await NextAsync(afterFirst);
        await NextAsync(afterSecond);

        server.Seen[2].Path.ShouldBe("/?p=2");
        server.Seen[2].Headers.ContainsKey("If-None-Match").ShouldBeFalse();
        server.Seen[3].Path.ShouldBe("/?p=1");
        server.Seen[3].Headers["If-None-Match"].ShouldBe("\"v0\"");
    }

    [Fact]
    public async Task A_source_goes_on_behind_any_page_and_a_complete_one_asks_no_more()
    {
        const string Settings = "url: 'http://h/', pages: { number: p }";
        var server = new ScriptedHandler(request => Ok(request.Path.EndsWith("=4", StringComparison.Ordinal) ? "[]" : $"[{request.Path[^1]}]"));
        var source = Open(Settings, server);
        for (var page = 1; page <= 3; page++)
        {
            var read = await NextAsync(source);
            (await ToEndAsync(Open(Settings, server, PositionAfter(source, read)))).ShouldBe(Enumerable.Range(page + 1, 3 - page).Select(n => $"{n}"));
        }

        var one = Open("url: 'http://h/'", new ScriptedHandler(_ => Ok("[1]")));
        var last = await NextAsync(one);
        var silent = new ScriptedHandler(_ => Ok("[1]"));
        (await ToEndAsync(Open("url: 'http://h/'", silent, PositionAfter(one, last)))).ShouldBeEmpty();
        silent.Seen.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Thu, 01 Jan 2026 00:00:09 GMT", 9)]
    public async Task The_server_s_retry_after_is_honoured(string retryAfter, int seconds)
    {
        var server = new ScriptedHandler(request => request.Index == 0 ? Status(429, "", ("Retry-After", retryAfter)) : Ok("[1]"));
        var read = Open("url: 'http://h/'", server).ReadAsync(default).AsTask();
        await _clock.WhenTimersArmedAsync(1).WaitAsync(Generous);
        _clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
        server.Seen.Count.ShouldBe(1);

        _clock.Advance(TimeSpan.FromTicks(1));

        Lines((await read.WaitAsync(Generous)).ShouldNotBeNull()).ShouldBe(["1"]);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(408)]
    [InlineData(429)]
    public async Task A_server_that_keeps_failing_makes_the_source_unavailable(int status)
    {
        var server = new ScriptedHandler(_ => Status(status));
        var read = Open("url: 'http://h/p?token=secret', retries: 3, timeout: 5m", server).ReadAsync(default).AsTask();

        var error = await Should.ThrowAsync<SourceUnavailableException>(() => FinishAsync(read, TimeSpan.FromMinutes(1)));

        server.Seen.Count.ShouldBe(4);
        error.Message.ShouldContain($"http://h/p answers {status}");
        error.Message.ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_makes_the_source_unavailable()
    {
        var server = new ScriptedHandler(_ => throw new HttpRequestException("no route"));
        var read = Open("url: 'http://h/', retries: 0", server).ReadAsync(default).AsTask();
        (await Should.ThrowAsync<SourceUnavailableException>(() => read.WaitAsync(Generous))).Message.ShouldContain("no route");
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(302)]
    public async Task A_refusal_ends_the_run_at_once(int status)
    {
        var server = new ScriptedHandler(_ => Status(status, "who are you?"));
        var error = await Should.ThrowAsync<StreamException>(async () => await Open("url: 'http://h/'", server).ReadAsync(default));
        (error.Code, server.Seen.Count).ShouldBe(("poll-failed", 1));
        error.Message.ShouldContain("who are you?");
    }

    [Fact]
    public async Task Redirects_are_followed_at_the_same_origin_and_only_so_often()
    {
        var server = new ScriptedHandler(request => request.Index < 3 ? Status(307, "", ("Location", $"/r{request.Index}")) : Ok("[1]"));
        (await ToEndAsync(Open("url: 'http://h/', headers: { X: y }", server))).ShouldBe(["1"]);
        server.Seen.ShouldAllBe(request => request.Headers["X"] == "y");

        var loop = new ScriptedHandler(_ => Status(307, "", ("Location", "/")));
        await Should.ThrowAsync<StreamException>(async () => await Open("url: 'http://h/', redirects: 2", loop).ReadAsync(default));
        loop.Seen.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("https://other.example/")]
    [InlineData("file:///etc/passwd")]
    public async Task An_answer_cannot_send_the_source_elsewhere(string address)
    {
        var redirect = new ScriptedHandler(_ => Status(302, "", ("Location", address)));
        (await Should.ThrowAsync<StreamException>(async () => await Open("url: 'http://h/'", redirect).ReadAsync(default))).Code.ShouldBe("http-redirect-refused");
        redirect.Seen.Count.ShouldBe(1);

        var page = new ScriptedHandler(_ => Ok("[1]", ("Link", $"<{address}>; rel=next")));
        (await Should.ThrowAsync<StreamException>(async () => await Open("url: 'http://h/', pages: { link: true }", page).ReadAsync(default))).Code.ShouldBe("poll-page-refused");
        page.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_page_that_names_itself_is_an_error_and_not_an_endless_loop()
    {
        var server = new ScriptedHandler(_ => Ok("[1]", ("Link", "</>; rel=next")));
        (await Should.ThrowAsync<StreamException>(async () => await Open("url: 'http://h/', pages: { link: true }", server).ReadAsync(default))).Message.ShouldContain("names itself");
    }

    [Fact]
    public async Task An_answer_above_the_bound_is_an_error()
    {
        var server = new ScriptedHandler(_ => Ok($"[\"{new string('x', 1000)}\"]"));
        (await Should.ThrowAsync<StreamException>(async () => await Open("url: 'http://h/', maxBody: 1000", server).ReadAsync(default))).Code.ShouldBe("http-answer-too-large");
        server.Seen.Count.ShouldBe(1, "a second try would be as large");
        (await ToEndAsync(Open("url: 'http://h/', maxBody: 1004", server))).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("<html>oops</html>", "")]
    [InlineData("[1,2", "")]
    public async Task A_body_that_is_not_json_is_told_and_tried_again_later(string body, string _)
    {
        var error = await Should.ThrowAsync<SourceUnavailableException>(async () => await Open("url: 'http://h/'", new ScriptedHandler(_ => Ok(body))).ReadAsync(default));
        error.Message.ShouldContain("not JSON");
        error.Message.ShouldContain(body);
    }

    [Fact]
    public async Task Records_that_are_no_list_and_expressions_that_fail_are_told()
    {
        var server = new ScriptedHandler(_ => Ok("5"));
        (await Should.ThrowAsync<StreamException>(async () => await Open("url: 'http://h/'", server).ReadAsync(default))).Message.ShouldContain("'records' gives 5");
        (await Should.ThrowAsync<StreamException>(async () => await Open("url: 'http://h/', records: body.a.b", server).ReadAsync(default))).Message.ShouldContain("'records' fails");
    }

    [Fact]
    public async Task A_record_above_the_limit_fails_alone()
    {
        var read = await NextAsync(Open("url: 'http://h/'", new ScriptedHandler(_ => Ok($"[1,\"{new string('x', 2000)}\",3]"))));
        read.Chunk.Defects.ShouldNotBeNull().Keys.ShouldBe([1]);
        Lines(read).Select(line => line.Length).ShouldBe([1, 1024, 1]);
    }

    [Fact]
    public async Task A_post_sends_its_body_every_time()
    {
        var server = new ScriptedHandler(request => Ok(request.Index < 2 ? "[1]" : "[]"));
        await ToEndAsync(Open("url: 'http://h/', method: post, body: '{\"q\":1}', headers: { Content-Type: application/vnd.x }, pages: { number: p }", server));
        server.Seen.ShouldAllBe(request => request.Method == "POST" && request.Body == "{\"q\":1}" && request.ContentType == "application/vnd.x");
    }

    [Theory]
    [InlineData("poll: { url: ^ftp://h/x }", DiagnosticCodes.InvalidValue)]
    [InlineData("poll: { url: ^/x }", DiagnosticCodes.InvalidValue)]
    [InlineData("poll: { url: '^http://u:p@h/' }", DiagnosticCodes.InvalidValue)]
    [InlineData("poll: ^{ every: 5s }", DiagnosticCodes.MissingKey)]
    [InlineData("poll: { url: 'http://h/', ^evry: 5s }", DiagnosticCodes.UnknownKey)]
    [InlineData("poll: { url: 'http://h/', every: ^often }", DiagnosticCodes.InvalidValue)]
    [InlineData("poll: { url: 'http://h/', records: ^bdy.items }", DiagnosticCodes.UnknownField)]
    [InlineData("poll: { url: 'http://h/', method: ^fetch }", DiagnosticCodes.InvalidValue)]
    [InlineData("poll: { url: 'http://h/', body: '^{}' }", DiagnosticCodes.InvalidValue)]
    [InlineData("poll: { url: 'http://h/', pages: ^{ link: true, next: body.n } }", DiagnosticCodes.InvalidValue)]
    [InlineData("poll: { url: 'http://h/', pages: ^{ stop: true } }", DiagnosticCodes.InvalidValue)]
    [InlineData("poll: { url: 'http://h/', headers: { ^Host: x } }", DiagnosticCodes.InvalidValue)]
    [InlineData("poll: { url: 'http://h/', headers: { '^a b': x } }", DiagnosticCodes.InvalidValue)]
    [InlineData("poll: { url: 'http://h/', headers: { A: \"^x\\r\\nEvil: 1\" } }", DiagnosticCodes.InvalidValue)]
    [InlineData("^poll: { url: 'http://h/', timeout: 0s }", DiagnosticCodes.InvalidValue)]
    [InlineData("poll: { url: 'http://h/', retries: ^101 }", DiagnosticCodes.InvalidValue)]
    public void A_mistake_is_reported_with_its_place(string source, string code) => Mistakes.At($"{{ name: a, source: {{ {source} }}, sink: stdout }}", code);

    private PollSource Open(string settings, ScriptedHandler server, ReadOnlyMemory<byte>? position = null)
    {
        var loaded = PipelineLoader.Load($"{{ name: a, source: {{ poll: {{ {settings} }} }}, sink: stdout }}");
        loaded.Diagnostics.ShouldBeEmpty();
        var result = PipelineCompiler.Compile(loaded.Definition.ShouldNotBeNull(), new CompileOptions { BaseDirectory = "/" });
        result.Diagnostics.ShouldBeEmpty();
        return new PollSource((PollSourcePlan)result.Graph.ShouldNotBeNull().Plan.Source, Start(_clock, position, services: new StreamServices { CreateHttpHandler = () => server }));
    }

    // A call at work has its time-out armed; it is longer than the step, so that only a pause lets the clock go on.
    private async Task<SourceRead> FinishAsync(Task<SourceRead?> read, TimeSpan step)
    {
        while (!read.IsCompleted)
        {
            await Task.WhenAny(read, _clock.WhenTimerDueAsync(step)).WaitAsync(Generous);
            _clock.Advance(step);
        }

        return (await read).ShouldNotBeNull();
    }
}
