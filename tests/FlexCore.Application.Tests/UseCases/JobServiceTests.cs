using FlexCore.Application.Entities;
using FlexCore.Application.Jobs;
using FlexCore.Application.Nodes;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.Tests.UseCases;

public sealed class JobServiceTests
{
    private static readonly NodeCall Call = Workbench.Call;
    private readonly Workbench _bench = new();

    [Fact]
    public async Task A_job_runs_with_its_files_and_shows_where_its_output_is()
    {
        var request = new SubmitJob("once copy") { Input = new byte[] { 1 }, Variables = new Dictionary<string, string> { ["a"] = "1" } };
        var job = (await _bench.Jobs.SubmitAsync(Call, request)).Required;
        var run = await _bench.Runtime.NextAsync();

        (job.Pipeline, job.SubmittedAt, job.EndedAt, job.OutputFile).ShouldBe(("once", _bench.Clock.GetUtcNow(), null, $"/jobs/job:{job.Id}/output"));
        run.Options.Stream.Key.ShouldBe("job:" + job.Id);
        (_bench.Compiler.Options?.InputFile, _bench.Compiler.Options?.Variables["a"]).ShouldBe(($"/jobs/job:{job.Id}/input", "1"));

        run.Progress = StageRun.ProgressOf(4, checkpoints: 1);
        (await _bench.Jobs.GetAsync(Call, job.Id)).Required.Progress.ShouldNotBeNull().RecordsIn.ShouldBe(4);
        _bench.Clock.Advance(TimeSpan.FromSeconds(9));
        run.End();
        await _bench.EndedAsync("job:" + job.Id);
        var done = (await _bench.Jobs.GetAsync(Call, job.Id)).Required;
        (done.Status, done.EndedAt, done.Progress?.RecordsIn).ShouldBe(("completed", _bench.Clock.GetUtcNow(), 4));
    }

    [Fact]
    public async Task A_job_that_fails_says_why()
    {
        var job = (await _bench.Jobs.SubmitAsync(Call, new SubmitJob("once copy"))).Required;
        (await _bench.Runtime.NextAsync()).Fail("record-failed");
        await _bench.EndedAsync("job:" + job.Id);

        var failed = (await _bench.Jobs.GetAsync(Call, job.Id)).Required;

        (failed.Status, failed.Error, failed.EndedAt is not null).ShouldBe(("failed", "It failed: record-failed.", true));
        (await _bench.Jobs.CancelAsync(Call, job.Id)).Refusal.ShouldNotBeNull().Message.ShouldBe($"The job '{job.Id}' has ended: it is failed. There is nothing to cancel.");
    }

    [Fact]
    public async Task What_is_refused_leaves_no_files_behind()
    {
        (await _bench.Jobs.SubmitAsync(Call, new SubmitJob("once broken"))).Findings.ShouldHaveSingleItem();
        (await _bench.Jobs.SubmitAsync(Call, new SubmitJob(""))).Findings.ShouldHaveSingleItem();
        var endless = (await _bench.Jobs.SubmitAsync(Call, new SubmitJob("once live"))).Refusal.ShouldNotBeNull();

        (endless.Code, endless.Message.Contains("'once' never ends", StringComparison.Ordinal)).ShouldBe((NodeRefusals.UnboundedSource, true));
        _bench.Files.Count.ShouldBe(0);
        _bench.PipelineRegion.Commands.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mistake_under_the_key_of_a_job_that_was_taken_leaves_that_job_its_files()
    {
        var call = Call with { IdempotencyKey = "k" };
        var job = (await _bench.Jobs.SubmitAsync(call, new SubmitJob("once copy") { Input = new byte[] { 1 } })).Required;

        (await _bench.Jobs.SubmitAsync(call, new SubmitJob("once broken"))).Findings.ShouldHaveSingleItem();

        _bench.Files.Count.ShouldBe(1);
        (await _bench.Jobs.GetAsync(Call, job.Id)).Required.OutputFile.ShouldNotBeNull();
    }

    [Fact]
    public async Task Ids_come_from_keys_and_tenants_do_not_share_them()
    {
        var call = Call with { IdempotencyKey = "k" };
        var first = (await _bench.Jobs.SubmitAsync(call, new SubmitJob("once copy"))).Required;
        (await _bench.Jobs.SubmitAsync(call, new SubmitJob("once copy"))).Required.Id.ShouldBe(first.Id);
        (await _bench.Jobs.SubmitAsync(call with { IdempotencyKey = "l" }, new SubmitJob("once copy"))).Required.Id.ShouldNotBe(first.Id);
        (await _bench.Jobs.SubmitAsync(Call, new SubmitJob("once copy"))).Required.Id.ShouldNotBe((await _bench.Jobs.SubmitAsync(Call, new SubmitJob("once copy"))).Required.Id);
        var other = Call with { Security = new(new("other"), "user:x") };

        (await _bench.Jobs.GetAsync(other, first.Id)).Refusal.ShouldNotBeNull().Code.ShouldBe(NodeRefusals.JobNotFound);
        (await _bench.Jobs.ListAsync(Call, new PageQuery())).Total.ShouldBe(4);
        (await _bench.Jobs.ListAsync(other, new PageQuery())).Total.ShouldBe(0);
    }

    [Fact]
    public async Task The_newest_job_is_listed_first_and_a_status_is_that_people_see()
    {
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add((await _bench.Jobs.SubmitAsync(Call, new SubmitJob($"once{i} copy"))).Required.Id);
            _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await _bench.Jobs.CancelAsync(Call, ids[1]);

        (await _bench.Jobs.ListAsync(Call, new PageQuery())).Items.Select(job => job.Id).ShouldBe([ids[2], ids[1], ids[0]]);
        (await _bench.Jobs.ListAsync(Call, new PageQuery { Status = "cancelled" })).Items.ShouldHaveSingleItem().Id.ShouldBe(ids[1]);
        (await _bench.Jobs.ListAsync(Call, new PageQuery { Status = "archived" })).Total.ShouldBe(0);
        (await _bench.Jobs.ListAsync(Call, new PageQuery { Text = "ONCE2" })).Items.ShouldHaveSingleItem().Id.ShouldBe(ids[2]);
    }

    [Fact]
    public async Task A_cancelled_job_is_ended_for_good_and_does_not_come_back_with_the_node()
    {
        var job = (await _bench.Jobs.SubmitAsync(Call, new SubmitJob("once copy"))).Required;
        var run = await _bench.Runtime.NextAsync();

        var cancelled = (await _bench.Jobs.CancelAsync(Call, job.Id)).Required;

        (cancelled.Status, cancelled.EndedAt, run.Draining.IsSet).ShouldBe(("cancelled", _bench.Clock.GetUtcNow(), true));
        (await _bench.RunStateAsync("job:" + job.Id)).Run.ShouldNotBeNull().Reason.ShouldBe("cancelled by local:developer");
        var again = await _bench.AgainAsync();
        (await again.Starter.StartAllAsync()).ShouldBeEmpty();
        again.Supervisor.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_cancel_that_was_interrupted_half_way_can_be_sent_again()
    {
        var job = (await _bench.Jobs.SubmitAsync(Call, new SubmitJob("once copy"))).Required;
        await _bench.Runtime.NextAsync();
        var id = Workbench.IdOf("job:" + job.Id);
        _bench.PipelineRegion.Fault = command => command is PipelineCommand.Archive ? new EntityFailedException(id, "the disk is full") : null;
        await Should.ThrowAsync<EntityFailedException>(() => _bench.Jobs.CancelAsync(Call, job.Id));
        (await _bench.StatusAsync("job:" + job.Id)).ShouldBe(PipelineStatus.Paused);
        _bench.PipelineRegion.Fault = static _ => null;

        (await _bench.Jobs.CancelAsync(Call, job.Id)).Required.Status.ShouldBe("cancelled");
    }

    [Fact]
    public async Task A_job_goes_on_after_a_restart_with_the_files_it_was_sent_with()
    {
        var job = (await _bench.Jobs.SubmitAsync(Call, new SubmitJob("once copy") { Input = new byte[] { 1 } })).Required;
        var run = await _bench.Runtime.NextAsync();

        var again = await _bench.AgainAsync();
        await again.Starter.StartAllAsync();

        (await again.Runtime.NextAsync()).Options.RunId.ShouldBe(run.Options.RunId);
        again.Compiler.Options.ShouldNotBeNull().InputFile.ShouldBe($"/jobs/job:{job.Id}/input");
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing")]
    [InlineData("../../etc")]
    [InlineData("a b")]
    public async Task A_job_that_does_not_exist_is_named(string id)
    {
        foreach (var refusal in new[] { (await _bench.Jobs.GetAsync(Call, id)).Refusal, (await _bench.Jobs.CancelAsync(Call, id)).Refusal })
        {
            (refusal?.Code, refusal?.Message).ShouldBe((NodeRefusals.JobNotFound, $"There is no job '{id}'. List the jobs to see their ids."));
        }
    }
}
