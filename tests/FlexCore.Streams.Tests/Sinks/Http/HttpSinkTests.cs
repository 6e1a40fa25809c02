using System.Globalization;
using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Tests.Definition;
using FlexCore.Streams.Tests.Execution;
using FlexCore.Streams.Tests.Http;
using FlexCore.Testing.Probes;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;
using static FlexCore.Streams.Tests.Http.ScriptedHandler;

namespace FlexCore.Streams.Tests.Sinks.Http;

public sealed class HttpSinkTests
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Rows_come_in_batches_with_a_key_each()
    {
        var server = new ScriptedHandler(_ => Status(204));
        using var harness = Harness(server, 7);

        await harness.RunAsync(Pipeline("batch: 3, headers: { X-Token: secret }"));

        server.Seen.Select(request => request.Body).ShouldBe([Rows(1, 3), Rows(4, 6), Rows(7, 7)]);
        server.Seen.Select(request => request.Key).ShouldBe(["run/1-3", "run/4-6", "run/7-7"]);
        server.Seen.ShouldAllBe(request => request.Method == "POST" && request.ContentType == "application/x-ndjson" && request.Headers["X-Token"] == "secret");
    }

    [Fact]
    public async Task A_json_batch_is_one_array()
    {
        var server = new ScriptedHandler(_ => Status(200));
        using var harness = Harness(server, 2);
        harness.Folder.Write("in.ndjson", "{\"n\":\"a\\nb,\"}\n{\"n\":2}\n");

        await harness.RunAsync(Pipeline("body: json, method: put"));

        var request = server.Seen.ShouldHaveSingleItem();
        (request.Method, request.Body, request.ContentType).ShouldBe(("PUT", "[{\"n\":\"a\\nb,\"},{\"n\":2}]", "application/json"));
    }

    [Fact]
    public async Task A_request_ends_at_its_greatest_size()
    {
        var server = new ScriptedHandler(_ => Status(200));
        using var harness = Harness(server, 0);
        harness.Folder.Write("in.ndjson", string.Concat(Enumerable.Range(0, 3).Select(_ => $"{{\"n\":\"{new string('x', 600_000)}\"}}\n")));

        await harness.RunAsync(Pipeline("batch: 100"));

        server.Seen.Select(request => request.Key).ShouldBe(["run/1-2", "run/3-3"]);
    }

    [Fact]
    public async Task No_row_means_no_request()
    {
        var server = new ScriptedHandler(_ => Status(200));
        using var harness = Harness(server, 0);
        await harness.RunAsync(Pipeline("batch: 3"));
        server.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failed_request_is_sent_again_with_the_same_key()
    {
        var clock = new ManualClock();
        var server = new ScriptedHandler(request => request.Index switch { 0 => Status(503), 1 => throw new HttpRequestException("reset"), _ => Status(200) });
        using var harness = Harness(server, 2, clock);
        await using var run = await harness.StartAsync(harness.Graph(Pipeline("batch: 3")));

        await FinishCallsAsync(run.Completion, clock, TimeSpan.FromSeconds(5));

        server.Seen.Select(request => request.Key).ShouldBe(["run/1-2", "run/1-2", "run/1-2"]);
        run.Progress.RecordsOut.ShouldBe(2);
    }

    [Fact]
    public async Task A_target_that_stays_away_makes_the_run_go_back_to_its_checkpoint_and_is_left_alone_for_a_while()
    {
        var clock = new ManualClock();
        var isUp = false;
        var server = new ScriptedHandler(_ => isUp ? Status(200) : Status(500));
        using var harness = Harness(server, 2, clock, new() { MaxRestarts = 5, RestartDelay = TimeSpan.FromMilliseconds(1), MaxRestartDelay = TimeSpan.FromMilliseconds(1) });
        await using var run = await harness.StartAsync(harness.Graph(Pipeline("retries: 4")));

        (await Should.ThrowAsync<StreamException>(() => FinishCallsAsync(run.Completion, clock, TimeSpan.FromMilliseconds(250)))).Message.ShouldContain("left alone for 15 seconds");

        // Ten tries opened the circuit; the restarts after it did not reach the target.
        server.Seen.Count.ShouldBe(10);
        isUp = true;
        clock.Advance(TimeSpan.FromSeconds(15));
        await using var again = await harness.StartAsync(harness.Graph(Pipeline("retries: 4")));
        await FinishCallsAsync(again.Completion, clock, TimeSpan.FromSeconds(5));
        server.Seen.Count.ShouldBe(11);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(409)]
    [InlineData(413)]
    [InlineData(422)]
    public async Task Refused_rows_are_found_and_become_dead_letters(int status)
    {
        var server = new ScriptedHandler(request => request.Body.Contains("\"n\":5}") || request.Body.Contains("\"n\":6}") ? Status(status, "n is\nwrong") : Status(200));
        using var harness = Harness(server, 9);

        var progress = await harness.RunAsync(Pipeline("batch: 8") + "\nonError: deadletter\ndeadLetter: { file: dead.ndjson }");

        Accepted(server).Order().ShouldBe([1, 2, 3, 4, 7, 8, 9]);
        (progress.Errors, progress.DeadLetters).ShouldBe((2, 2));
        var dead = harness.Folder.Read("dead.ndjson").Split('\n');
        dead[0].ShouldContain($"\"reason\":\"sink-rejected\",\"detail\":\"http://h/in answers {status}");
        dead[0].ShouldContain("n is wrong");
        dead[0].ShouldContain("\"step\":\"sink:http 'http://h/in'\"");
        dead[0].ShouldContain("\"record\":\"{\\\"n\\\":5}\"");
        dead[1].ShouldContain("\"record\":\"{\\\"n\\\":6}\"");

        List<int> Accepted(ScriptedHandler handler) => [.. handler.Seen
            .Where(request => !request.Body.Contains("\"n\":5}") && !request.Body.Contains("\"n\":6}"))
            .SelectMany(request => Numbers(request.Body))];
    }

    [Fact]
    public async Task Refused_rows_may_be_skipped_or_end_the_run()
    {
        var server = new ScriptedHandler(request => request.Body.Contains("\"n\":2}") ? Status(422) : Status(200));
        using var harness = Harness(server, 3);
        var progress = await harness.RunAsync(Pipeline("batch: 1") + "\nonError: skip");
        (progress.Errors, progress.DeadLetters).ShouldBe((1, 0));

        await harness.Checkpoints.DeleteAsync(PipelineHarness.Stream);
        var error = await harness.FailAsync(harness.Graph(Pipeline("batch: 1")));
        error.Code.ShouldBe("record-failed");
        error.Message.ShouldContain("{\"n\":2}");
    }

    [Fact]
    public async Task A_dead_letter_sink_that_refuses_ends_the_run()
    {
        using var harness = Harness(new ScriptedHandler(_ => Status(400)), 0);
        harness.Folder.Write("in.ndjson", "bad\n");
        var error = await harness.FailAsync(harness.Graph(
            "name: a\nsource: { file: in.ndjson }\nsteps: [ parse: json ]\nsink: { file: out }\nonError: deadletter\ndeadLetter: { http: 'http://h/dead' }"));
        error.Code.ShouldBe("sink-rejected");
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(301)]
    [InlineData(405)]
    public async Task A_refusal_that_is_not_about_rows_ends_the_run(int status)
    {
        var server = new ScriptedHandler(_ => Status(status, "no", ("Location", "http://elsewhere/")));
        using var harness = Harness(server, 3);

        var error = await harness.FailAsync(harness.Graph(Pipeline("headers: { Authorization: secret }") + "\nonError: skip"));

        (error.Code, server.Seen.Count).ShouldBe(("sink-rejected", 1));
        error.ToString().ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_live_run_sends_when_the_batch_is_full_or_has_lingered()
    {
        var clock = new ManualClock();
        var sent = new Probe<string>();
        var server = new ScriptedHandler(request =>
        {
            sent.Add(request.Key);
            return Status(200);
        });
        using var harness = Harness(server, 2, clock);
        await using var run = await harness.StartAsync(harness.Graph(Live("batch: 2, linger: 5s")));
        (await sent.NextAsync("the full batch")).ShouldBe("run/1-2");
        await File.AppendAllTextAsync(harness.Folder.At("in.ndjson"), "{\"n\":3}\n");

        while (sent.Count == 0)
        {
            await clock.WhenTimersArmedAsync(1).WaitAsync(Generous);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        (await sent.NextAsync("the row that has lingered")).ShouldBe("run/3-3");
        await DrainAsync(run, clock);
    }

    [Fact]
    public async Task A_fault_of_a_lingering_send_reaches_the_run()
    {
        var clock = new ManualClock();
        var server = new ScriptedHandler(_ => Status(404));
        using var harness = Harness(server, 1, clock);
        await using var run = await harness.StartAsync(harness.Graph(Live("batch: 2, linger: 1s")));

        (await Should.ThrowAsync<StreamException>(() => FinishAsync(run.Completion, clock, TimeSpan.FromSeconds(1)))).Code.ShouldBe("sink-rejected");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Every_row_arrives_whatever_crashes_and_the_numbers_tell_repetitions(int seed)
    {
        var random = new Random(seed);
        var received = new SortedDictionary<long, string>();
        var server = new ScriptedHandler(request =>
        {
            var (first, rows) = (long.Parse(request.Key.Split('/', '-')[1], CultureInfo.InvariantCulture), request.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            for (var i = 0; i < rows.Length; i++)
            {
                received.GetValueOrDefault(first + i, rows[i]).ShouldBe(rows[i], "the same number is always the same row");
                received[first + i] = rows[i];
            }

            return Status(200);
        });
        var store = new CrashingCheckpointStore(new InMemoryStore().Checkpoints);
        using var harness = new PipelineHarness { Checkpoints = store, CreateHttpHandler = () => server, Options = new() { ChunkSize = 64, MaxRecordLength = 1024 } };
        harness.Folder.Write("in.ndjson", Rows(1, 1500));
        var graph = harness.Graph(Pipeline($"batch: {1 + random.Next(40)}"));
        for (var crash = 0; crash < 5; crash++)
        {
            var at = 1 + random.Next(20);
            store.Plan(1 + random.Next(at), at, random.Next(2) == 0);
            await Should.ThrowAsync<SimulatedCrashException>(() => harness.ResumeAsync(graph));
        }

        store.Plan(0, 0, false);
        await harness.ResumeAsync(graph);

        received.Keys.ShouldBe(Enumerable.Range(1, 1500).Select(n => (long)n), $"seed {seed}");
        string.Concat(received.Values.Select(row => row + "\n")).ShouldBe(Rows(1, 1500), $"seed {seed}");
    }

    [Theory]
    [InlineData("http: { url: ^gopher://h }", DiagnosticCodes.InvalidValue)]
    [InlineData("http: ^{ batch: 5 }", DiagnosticCodes.MissingKey)]
    [InlineData("http: { url: 'http://h/', batch: ^0 }", DiagnosticCodes.InvalidValue)]
    [InlineData("http: { url: 'http://h/', body: ^xml }", DiagnosticCodes.InvalidValue)]
    [InlineData("^http: { url: 'http://h/', method: get }", DiagnosticCodes.InvalidValue)]
    [InlineData("http: { url: 'http://h/', headers: { ^Idempotency-Key: x } }", DiagnosticCodes.InvalidValue)]
    [InlineData("http: { url: 'http://h/', ^retrys: 1 }", DiagnosticCodes.UnknownKey)]
    public void A_mistake_is_reported_with_its_place(string sink, string code) => Mistakes.At($"{{ name: a, source: stdin, sink: {{ {sink} }} }}", code);

    [Fact]
    public void Two_sinks_cannot_send_to_the_same_address() =>
        Mistakes.At("{ name: a, source: stdin, sinks: [ { http: 'http://h/' }, { http: '^http://h/' } ] }", DiagnosticCodes.TargetConflict);

    private static string Pipeline(string settings) =>
        $"name: a\nsource: {{ file: in.ndjson }}\nsteps: [ parse: json ]\nsink: {{ http: {{ url: 'http://h/in', {settings} }} }}";

    private static string Live(string settings) => Pipeline(settings).Replace("{ file: in.ndjson }", "{ file: { path: in.ndjson, follow: true } }", StringComparison.Ordinal);

    private static string Rows(int first, int last) => string.Concat(Enumerable.Range(first, last - first + 1).Select(n => $"{{\"n\":{n}}}\n"));

    private static IEnumerable<int> Numbers(string body) => body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => int.Parse(row[5..^1], CultureInfo.InvariantCulture));

    private static PipelineHarness Harness(ScriptedHandler server, int rows, TimeProvider? clock = null, FlexCore.Streams.Execution.StreamsOptions? options = null)
    {
        var harness = new PipelineHarness
        {
            CreateHttpHandler = () => server,
            Clock = clock ?? TimeProvider.System,
            Options = options ?? new(),
            CheckpointInterval = TimeSpan.FromMinutes(1),
        };
        harness.Folder.Write("in.ndjson", Rows(1, rows));
        return harness;
    }

    private static async Task FinishAsync(Task task, ManualClock clock, TimeSpan? step = null)
    {
        while (!task.IsCompleted)
        {
            await Task.WhenAny(task, clock.WhenTimersArmedAsync(1)).WaitAsync(Generous);
            clock.Advance(step ?? TimeSpan.FromSeconds(5));
        }

        await task;
    }

    // A call at work has its time-out armed: only a shorter wait says that the run pauses, and that the clock may go on.
    private static async Task FinishCallsAsync(Task task, ManualClock clock, TimeSpan step)
    {
        while (!task.IsCompleted)
        {
            await Task.WhenAny(task, clock.WhenTimerDueAsync(new HttpSinkDefinition(DefinitionText.FromString("http://h/")).Timeout - TimeSpan.FromSeconds(1))).WaitAsync(Generous);
            clock.Advance(step);
        }

        await task;
    }

    private static async Task DrainAsync(IStreamRun run, ManualClock clock) => await FinishAsync(run.DrainAsync(), clock);
}
