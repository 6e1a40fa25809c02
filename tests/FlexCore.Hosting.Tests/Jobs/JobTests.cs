using System.Text;
using FlexCore.Application.Entities;
using FlexCore.Application.Jobs;
using FlexCore.Application.Nodes;
using FlexCore.Hosting.Tests.Streams;

namespace FlexCore.Hosting.Tests.Jobs;

/// <summary>Runs that end, submitted to a real node.</summary>
public sealed class JobTests : IDisposable
{
    private const string Document =
        """
        name: once
        vars: { least: 2 }
        source:
          stdin: {}
        steps:
          - parse: json
          - filter: a >= ${least}
        sinks:
          - stdout: { format: ndjson }

        """;

    private static readonly byte[] Input = "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n"u8.ToArray();
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_job_reads_the_records_sent_with_it_and_keeps_what_it_prints()
    {
        await using var node = await NodeHost.StartAsync(_folder);

        var job = (await node.Jobs.SubmitAsync(NodeHost.Call, new SubmitJob(Document) { Input = Input })).Required;
        var done = await node.WhenJobAsync(job.Id, "completed");

        File.ReadAllText(done.OutputFile.ShouldNotBeNull()).ShouldBe("{\"a\":2}\n{\"a\":3}\n");
        (done.Pipeline, done.EndedAt is not null).ShouldBe(("once", true));
        (await node.Jobs.CancelAsync(NodeHost.Call, job.Id)).Refusal.ShouldNotBeNull().Code.ShouldBe(NodeRefusals.JobEnded);
        (await node.Pipelines.ListAsync(NodeHost.Call, new PageQuery())).Total.ShouldBe(0, "jobs are no pipelines");
    }

    [Fact]
    public async Task Variables_replace_those_of_the_document()
    {
        await using var node = await NodeHost.StartAsync(_folder);
        var request = new SubmitJob(Document) { Input = Input, Variables = new Dictionary<string, string> { ["least"] = "3" } };

        var job = (await node.Jobs.SubmitAsync(NodeHost.Call, request)).Required;

        File.ReadAllText((await node.WhenJobAsync(job.Id, "completed")).OutputFile.ShouldNotBeNull()).ShouldBe("{\"a\":3}\n");
    }

    [Fact]
    public async Task A_job_that_waits_when_the_node_stops_goes_on_afterwards()
    {
        var document = SampleDocuments.Copy("later", "later.ndjson", "later-out.ndjson");
        string id;
        await using (var node = await NodeHost.StartAsync(_folder, flexcore => flexcore.Configure((_, supervisor) => supervisor.RestartDelay = TimeSpan.FromMinutes(1))))
        {
            id = (await node.Jobs.SubmitAsync(NodeHost.Call, new SubmitJob(document))).Required.Id;
            await node.WhenJobAsync(id, "restarting");
            await node.StopAsync();
        }

        File.WriteAllText(_folder.File("later.ndjson"), "{\"a\":1}\n");
        await using var again = await NodeHost.StartAsync(_folder);
        await again.WhenJobAsync(id, "completed");
    }

    [Fact]
    public async Task A_job_at_work_is_cancelled_for_good()
    {
        var document = SampleDocuments.Copy("later", "later.ndjson");
        await using var node = await NodeHost.StartAsync(_folder, flexcore => flexcore.Configure((_, supervisor) => supervisor.RestartDelay = TimeSpan.FromMinutes(1)));
        var id = (await node.Jobs.SubmitAsync(NodeHost.Call, new SubmitJob(document))).Required.Id;

        (await node.Jobs.CancelAsync(NodeHost.Call, id)).Required.Status.ShouldBe("cancelled");

        (await node.Jobs.ListAsync(NodeHost.Call, new PageQuery { Status = "cancelled" })).Items.ShouldHaveSingleItem().Id.ShouldBe(id);
    }

    [Fact]
    public async Task The_same_key_is_the_same_job()
    {
        await using var node = await NodeHost.StartAsync(_folder);
        var call = NodeHost.Call with { IdempotencyKey = "k-1" };

        var first = (await node.Jobs.SubmitAsync(call, new SubmitJob(Document) { Input = Input })).Required;
        await node.WhenJobAsync(first.Id, "completed");
        var second = (await node.Jobs.SubmitAsync(call, new SubmitJob(Document) { Input = Encoding.UTF8.GetBytes("{\"a\":9}\n") })).Required;

        (second.Id, second.Status).ShouldBe((first.Id, "completed"));
        (await node.Jobs.ListAsync(NodeHost.Call, new PageQuery())).Total.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_for_another_job_is_refused()
    {
        await using var node = await NodeHost.StartAsync(_folder);
        var call = NodeHost.Call with { IdempotencyKey = "k-1", RequestHash = RequestHash.Of("one"u8) };
        await node.Jobs.SubmitAsync(call, new SubmitJob(Document) { Input = Input });

        var other = await node.Jobs.SubmitAsync(call with { RequestHash = RequestHash.Of("two"u8) }, new SubmitJob(Document) { Input = Encoding.UTF8.GetBytes("{\"a\":9}\n") });

        other.Refusal.ShouldNotBeNull().Code.ShouldBe("idempotency-key-reused");
        (await node.Jobs.ListAsync(NodeHost.Call, new PageQuery())).Total.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_no_job_is_refused_and_leaves_nothing_behind()
    {
        await using var node = await NodeHost.StartAsync(_folder);

        (await node.Jobs.SubmitAsync(NodeHost.Call, new SubmitJob(SampleDocuments.Broken("x")))).Refusal.ShouldNotBeNull().Code.ShouldBe(NodeRefusals.InvalidDocument);
        (await node.Jobs.SubmitAsync(NodeHost.Call, new SubmitJob(Document))).Refusal.ShouldNotBeNull().Code.ShouldBe(NodeRefusals.InvalidDocument, "there is no standard input");
        (await node.Jobs.GetAsync(NodeHost.Call, "nothing")).Refusal.ShouldNotBeNull().Code.ShouldBe(NodeRefusals.JobNotFound);
        (await node.Jobs.CancelAsync(NodeHost.Call, "../x")).Refusal.ShouldNotBeNull().Code.ShouldBe(NodeRefusals.JobNotFound);

        Directory.EnumerateFileSystemEntries(_folder.File("data/jobs/default")).ShouldBeEmpty();
    }
}
