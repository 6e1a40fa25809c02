using FlexCore.Application.DataStreams;
using FlexCore.Application.Nodes;

namespace FlexCore.Hosting.Tests.Streams;

/// <summary>Streams on a real node: real files, the real store, stops and starts.</summary>
public sealed class StreamLifeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public StreamLifeTests() => File.WriteAllText(_folder.File("in.ndjson"), "{\"a\":1}\n{\"a\":2}\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_stream_created_from_a_document_runs_to_the_end_of_its_source()
    {
        await using var node = await NodeHost.StartAsync(_folder);

        var created = (await node.Streams.CreateAsync(NodeHost.Call, new CreateStream(SampleDocuments.Copy("orders")))).Required;
        created.Version.ShouldBe(1);
        var view = await node.WhenAsync("orders", "completed");

        view.Progress.ShouldNotBeNull().RecordsIn.ShouldBe(2);
        File.ReadAllText(_folder.File("out.ndjson")).ShouldBe("{\"a\":1}\n{\"a\":2}\n");
        (await node.Pipelines.GetAsync(NodeHost.Call, "orders")).Required.Status.ShouldBe("completed");
        (await node.Streams.StopAsync(NodeHost.Call, "orders")).Refusal.ShouldNotBeNull().Code.ShouldBe(NodeRefusals.StreamNotRunning);
    }

    [Fact]
    public async Task Pipeline_and_stream_name_one_run_and_a_restart_names_the_one_it_goes_on_with()
    {
        await using var node = await NodeHost.StartAsync(_folder);
        await node.Streams.CreateAsync(NodeHost.Call, new CreateStream("name: live\nsource: { http: {} }\nsteps: [ { parse: json } ]\nsink: { topic: t }\n"));
        var first = await node.WhenAsync("live", "running");
        first.RunId.ShouldNotBeNull().ShouldBe(await RunOfPipelineAsync());
        first.ContinuedRunId.ShouldBeNull();

        (await node.Streams.RestartAsync(NodeHost.Call, "live", new StartStream())).Refusal.ShouldBeNull();
        var second = await node.WhenAsync("live", "running");
        second.RunId.ShouldNotBeNull().ShouldBe(await RunOfPipelineAsync());
        second.RunId.ShouldNotBe(first.RunId);
        second.ContinuedRunId.ShouldBe(first.RunId);
        second.Attempt.ShouldBe(2);

        (await node.Streams.RestartAsync(NodeHost.Call, "live", new StartStream { Fresh = true })).Refusal.ShouldBeNull();
        var third = await node.WhenAsync("live", "running");
        third.RunId.ShouldNotBeNull().ShouldBe(await RunOfPipelineAsync());
        third.ContinuedRunId.ShouldBeNull();
        third.Attempt.ShouldBe(1);

        async Task<string?> RunOfPipelineAsync() => (await node.Pipelines.GetAsync(NodeHost.Call, "live")).Required.Run?.RunId;
    }

    [Fact]
    public async Task A_completed_stream_stays_completed_when_the_node_starts_again()
    {
        await using (var node = await NodeHost.StartAsync(_folder))
        {
            await node.Streams.CreateAsync(NodeHost.Call, new CreateStream(SampleDocuments.Copy("orders")));
            await node.WhenAsync("orders", "completed");
            await node.StopAsync();
        }

        File.Delete(_folder.File("out.ndjson"));
        await using var again = await NodeHost.StartAsync(_folder);
        (await again.Streams.GetAsync(NodeHost.Call, "orders")).Required.Status.ShouldBe("completed");
        File.Exists(_folder.File("out.ndjson")).ShouldBeFalse("nothing ran");
        (await again.Streams.StartAsync(NodeHost.Call, "orders", new StartStream())).Refusal.ShouldBeNull();
        await again.WhenAsync("orders", "completed");
        File.Exists(_folder.File("out.ndjson")).ShouldBeTrue("a start is a new run");
    }

    [Fact]
    public async Task A_stream_whose_source_is_missing_is_restarted_and_goes_on_when_it_is_there()
    {
        await using var node = await NodeHost.StartAsync(_folder, flexcore => flexcore.Configure((engine, supervisor) =>
        {
            supervisor.RestartDelay = TimeSpan.FromMilliseconds(20);
            supervisor.RestartDelayMax = TimeSpan.FromMilliseconds(50);
            supervisor.RestartsMax = 1_000_000;
        }));
        await node.Streams.CreateAsync(NodeHost.Call, new CreateStream(SampleDocuments.Copy("late", "late.ndjson", "late-out.ndjson")));
        var waiting = await node.WhenAsync("late", "restarting");
        waiting.Error.ShouldNotBeNull().ShouldContain("late.ndjson");
        waiting.NextRestartAt.ShouldNotBeNull();

        File.WriteAllText(_folder.File("late.ndjson"), "{\"a\":3}\n");

        await node.WhenAsync("late", "completed");
        File.ReadAllText(_folder.File("late-out.ndjson")).ShouldBe("{\"a\":3}\n");
    }

    [Fact]
    public async Task A_stream_that_fails_again_and_again_is_given_up_visibly_and_disturbs_no_other()
    {
        await using var node = await NodeHost.StartAsync(_folder, flexcore => flexcore.Configure((_, supervisor) =>
        {
            supervisor.RestartDelay = TimeSpan.FromMilliseconds(1);
            supervisor.RestartDelayMax = TimeSpan.FromMilliseconds(2);
            supervisor.RestartsMax = 2;
        }));
        await node.Streams.CreateAsync(NodeHost.Call, new CreateStream(SampleDocuments.Copy("hopeless", "nowhere.ndjson", "x.ndjson")));
        await node.Streams.CreateAsync(NodeHost.Call, new CreateStream(SampleDocuments.Copy("orders")));

        var failed = await node.WhenAsync("hopeless", "failed");
        failed.Error.ShouldNotBeNull().ShouldContain("nowhere.ndjson");
        await node.WhenAsync("orders", "completed");
        (await node.Pipelines.GetAsync(NodeHost.Call, "hopeless")).Required.Run.ShouldNotBeNull().Error.ShouldNotBeNull().ShouldContain("nowhere.ndjson");
    }

    [Fact]
    public async Task A_record_that_fails_for_ever_is_not_tried_again()
    {
        File.WriteAllText(_folder.File("in.ndjson"), "{\"a\":1}\nnonsense\n");
        await using var node = await NodeHost.StartAsync(_folder);

        await node.Streams.CreateAsync(NodeHost.Call, new CreateStream(SampleDocuments.Copy("bad")));

        var failed = await node.WhenAsync("bad", "failed");
        failed.Attempt.ShouldBe(1, "the same record would fail again");
    }

    [Fact]
    public async Task What_waits_for_a_restart_can_be_stopped_and_stays_stopped_over_a_restart_of_the_node()
    {
        await using (var node = await NodeHost.StartAsync(_folder, flexcore => flexcore.Configure((_, supervisor) => supervisor.RestartDelay = TimeSpan.FromMinutes(1))))
        {
            await node.Streams.CreateAsync(NodeHost.Call, new CreateStream(SampleDocuments.Copy("late", "late.ndjson")));
            await node.WhenAsync("late", "restarting");
            (await node.Streams.StopAsync(NodeHost.Call, "late")).Required.Status.ShouldBe("stopped");
            await node.StopAsync();
        }

        File.WriteAllText(_folder.File("late.ndjson"), "{\"a\":3}\n");
        await using var again = await NodeHost.StartAsync(_folder);
        (await again.Streams.GetAsync(NodeHost.Call, "late")).Required.Status.ShouldBe("stopped");
        (await again.Streams.StartAsync(NodeHost.Call, "late", new StartStream())).Refusal.ShouldBeNull();
        await again.WhenAsync("late", "completed");
    }

    [Fact]
    public async Task A_stream_that_waits_when_the_node_stops_goes_on_when_it_starts_again()
    {
        await using (var node = await NodeHost.StartAsync(_folder, flexcore => flexcore.Configure((_, supervisor) => supervisor.RestartDelay = TimeSpan.FromMinutes(1))))
        {
            await node.Streams.CreateAsync(NodeHost.Call, new CreateStream(SampleDocuments.Copy("late", "late.ndjson")));
            await node.WhenAsync("late", "restarting");
            await node.StopAsync();
            node.Node.State.ShouldBe(NodeState.Stopping);
        }

        File.WriteAllText(_folder.File("late.ndjson"), "{\"a\":3}\n");
        await using var again = await NodeHost.StartAsync(_folder);
        await again.WhenAsync("late", "completed");
    }

    [Fact]
    public async Task Two_hundred_streams_run_at_once_and_one_broken_among_them_disturbs_nobody()
    {
        await using var node = await NodeHost.StartAsync(_folder, flexcore => flexcore.Configure((_, supervisor) => supervisor.RestartsMax = 0));
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => node.Streams.CreateAsync(
            NodeHost.Call, new CreateStream(SampleDocuments.Copy($"s{i}", i == 77 ? "nowhere.ndjson" : "in.ndjson", $"out-{i}.ndjson")))));

        for (var i = 0; i < 200; i++)
        {
            await node.WhenAsync($"s{i}", i == 77 ? "failed" : "completed");
        }

        (await node.Streams.ListAsync(NodeHost.Call, new PageQuery { Status = "completed", Limit = 1 })).Total.ShouldBe(199);
    }

    [Fact]
    public async Task More_streams_than_the_node_allows_are_refused_with_the_key()
    {
        await using var node = await NodeHost.StartAsync(_folder, flexcore => flexcore.Configure((_, supervisor) =>
        {
            supervisor.StreamsMax = 1;
            supervisor.RestartDelay = TimeSpan.FromMinutes(1);
        }));
        await node.Streams.CreateAsync(NodeHost.Call, new CreateStream(SampleDocuments.Copy("late", "late.ndjson")));

        var refusal = (await node.Streams.CreateAsync(NodeHost.Call, new CreateStream(SampleDocuments.Copy("orders")))).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe(NodeRefusals.TooManyStreams);
        refusal.Message.ShouldContain("flexcore.supervisor.streams-max");
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("no/such key")]
    [InlineData("")]
    public async Task An_unknown_stream_is_a_refusal_everywhere(string key)
    {
        await using var node = await NodeHost.StartAsync(_folder);
        foreach (var reply in new[]
        {
            await node.Streams.GetAsync(NodeHost.Call, key), await node.Streams.StartAsync(NodeHost.Call, key, new StartStream()),
            await node.Streams.StopAsync(NodeHost.Call, key), await node.Streams.RestartAsync(NodeHost.Call, key, new StartStream()),
        })
        {
            reply.Refusal.ShouldNotBeNull().Code.ShouldBe(NodeRefusals.StreamNotFound);
        }
    }
}
