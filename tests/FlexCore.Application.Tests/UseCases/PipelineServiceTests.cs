using FlexCore.Application.Entities;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Domain;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.Tests.UseCases;

public sealed class PipelineServiceTests
{
    private static readonly NodeCall Call = Workbench.Call;
    private readonly Workbench _bench = new();

    [Fact]
    public async Task A_name_that_only_a_job_may_have_is_a_mistake_and_creates_nothing()
    {
        var created = await _bench.Pipelines.CreateAsync(Call, new CreatePipeline("job:x copy"));

        created.Refusal.ShouldNotBeNull().Code.ShouldBe(NodeRefusals.InvalidDocument);
        var finding = created.Findings.ShouldHaveSingleItem();
        (finding.Code, finding.Message.Contains("job:x", StringComparison.Ordinal)).ShouldBe(("invalid-name", true));
        _bench.PipelineRegion.Commands.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public async Task A_key_has_1_to_100_characters_in_every_use_case(int length, bool taken)
    {
        await _bench.Pipelines.CreateAsync(Call, new CreatePipeline("orders copy"));
        var call = Call with { IdempotencyKey = new string('k', length) };
        foreach (var refusal in new[]
        {
            (await _bench.Pipelines.CreateAsync(call, new CreatePipeline("bills copy"))).Refusal,
            (await _bench.Pipelines.UpdateAsync(call, "orders", new UpdatePipeline { Name = "O" })).Refusal,
            (await _bench.Pipelines.ActivateAsync(call, "orders")).Refusal,
            (await _bench.Pipelines.PauseAsync(call with { IdempotencyKey = taken ? "pause" : call.IdempotencyKey }, "orders")).Refusal,
            (await _bench.Pipelines.DeleteAsync(call with { IdempotencyKey = taken ? "delete" : call.IdempotencyKey }, "orders")).Refusal,
            (await _bench.Streams.StartAsync(call, "bills", new())).Refusal,
            (await _bench.Jobs.SubmitAsync(call, new("once copy"))).Refusal,
        })
        {
            (refusal?.Code == "bad-idempotency-key").ShouldBe(!taken, refusal?.Message);
        }
    }

    [Fact]
    public async Task Each_step_of_an_activation_has_a_key_of_its_own_so_the_same_call_again_does_nothing_new()
    {
        await _bench.Pipelines.CreateAsync(Call, new CreatePipeline("orders live"));
        var call = Call with { IdempotencyKey = "k" };
        var first = (await _bench.Pipelines.ActivateAsync(call, "orders")).Required;
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));

        var second = (await _bench.Pipelines.ActivateAsync(call, "orders")).Required;

        second.ShouldBe(first);
        _bench.PipelineRegion.Commands.Select(command => (command.GetType().Name, command.Context.IdempotencyKey)).Skip(1).ShouldBe(
            [("SetDocument", "k:draft"), ("Activate", "k:activate"), ("Start", "k:start"), ("Activate", "k:activate"), ("Start", "k:start")]);
        _bench.Supervisor.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Commands_carry_who_asked_in_which_chain_and_when()
    {
        _bench.Clock.Advance(TimeSpan.FromHours(3));
        var security = new SecurityContext(new TenantId("acme"), "user:ana");
        await _bench.Pipelines.CreateAsync(new NodeCall(security, "chain-7"), new CreatePipeline("orders copy") { Name = "Orders", Description = "All" });

        var context = _bench.PipelineRegion.Commands.ShouldHaveSingleItem().Context;
        (context.Security, context.CorrelationId, context.Time, context.IdempotencyKey).ShouldBe((security, "chain-7", _bench.Clock.GetUtcNow(), null));
        (await _bench.Pipelines.GetAsync(Call, "orders")).Refusal.ShouldNotBeNull("it belongs to another tenant");
        var seen = (await _bench.Pipelines.GetAsync(new NodeCall(security, "c"), "orders")).Required;
        (seen.Owner, seen.Name, seen.Description).ShouldBe(("user:ana", "Orders", "All"));
    }

    [Fact]
    public async Task Without_a_name_and_description_those_of_the_document_count()
    {
        var created = (await _bench.Pipelines.CreateAsync(Call, new CreatePipeline("orders copy sum"))).Required;

        (created.Name, created.Description).ShouldBe(("orders", "does copy and sum"));
    }

    [Fact]
    public async Task A_change_of_the_name_keeps_the_description_and_the_other_way_round()
    {
        await _bench.Pipelines.CreateAsync(Call, new CreatePipeline("orders copy") { Name = "N", Description = "D" });

        var renamed = (await _bench.Pipelines.UpdateAsync(Call, "orders", new UpdatePipeline { Name = "M" })).Required;
        (renamed.Name, renamed.Description).ShouldBe(("M", "D"));
        var described = (await _bench.Pipelines.UpdateAsync(Call, "orders", new UpdatePipeline { Description = "E" })).Required;
        (described.Name, described.Description, described.Document).ShouldBe(("M", "E", "orders copy"));
    }

    [Fact]
    public async Task An_update_whose_document_is_refused_does_not_change_the_name_either()
    {
        await _bench.Pipelines.CreateAsync(Call, new CreatePipeline("orders copy"));
        await _bench.Pipelines.ActivateAsync(Call, "orders");

        (await _bench.Pipelines.UpdateAsync(Call, "orders", new UpdatePipeline { Document = "orders broken", Name = "M" })).Findings.ShouldHaveSingleItem();

        (await _bench.Pipelines.GetAsync(Call, "orders")).Required.Name.ShouldBe("orders");
    }

    [Fact]
    public async Task A_draft_may_become_worse_but_must_keep_its_name()
    {
        await _bench.Pipelines.CreateAsync(Call, new CreatePipeline("orders copy"));

        (await _bench.Pipelines.UpdateAsync(Call, "orders", new UpdatePipeline { Document = "orders broken" })).Required.Document.ShouldBe("orders broken");
        (await _bench.Pipelines.UpdateAsync(Call, "orders", new UpdatePipeline { Document = "" })).Refusal.ShouldNotBeNull().Code.ShouldBe(NodeRefusals.InvalidDocument);
        var mismatch = (await _bench.Pipelines.UpdateAsync(Call, "orders", new UpdatePipeline { Document = "bills copy" })).Refusal.ShouldNotBeNull();
        (mismatch.Code, mismatch.Message).ShouldBe((NodeRefusals.NameMismatch, "The document's name is 'bills', but the pipeline is 'orders'. Keep the name, or create another pipeline."));
    }

    [Fact]
    public async Task A_draft_with_mistakes_is_not_published_and_its_steps_are_those_of_the_corrected_one()
    {
        await _bench.Pipelines.CreateAsync(Call, new CreatePipeline("orders broken"));
        (await _bench.Pipelines.StepsAsync(Call, "orders")).Required.ShouldBeEmpty();
        (await _bench.Pipelines.ActivateAsync(Call, "orders")).Refusal.ShouldNotBeNull().Message.ShouldBe("The document has a mistake at line 1, column 8: There is no step 'broken'.");
        await _bench.Pipelines.UpdateAsync(Call, "orders", new UpdatePipeline { Document = "orders copy sum" });
        await _bench.Pipelines.ActivateAsync(Call, "orders");

        (await _bench.Pipelines.StepsAsync(Call, "orders")).Required.Select(step => step.Definition).ShouldBe(["\"copy\"", "\"sum\""]);
    }

    [Theory]
    [InlineData("nothing", "There is no pipeline 'nothing'. List the pipelines to see their names.")]
    [InlineData("", "There is no pipeline ''. List the pipelines to see their names.")]
    [InlineData("a\nb", "There is no pipeline 'a b'. List the pipelines to see their names.")]
    [InlineData("job:1", "There is no pipeline 'job:1'. List the pipelines to see their names.")]
    [InlineData("0123456789012345678901234567890123456789x", "There is no pipeline '0123456789012345678901234567890123456789…'. List the pipelines to see their names.")]
    public async Task A_name_that_does_not_exist_is_refused_in_one_line_everywhere(string key, string message)
    {
        await _bench.Jobs.SubmitAsync(Call with { IdempotencyKey = null }, new("once copy"));
        foreach (var refusal in new[]
        {
            (await _bench.Pipelines.GetAsync(Call, key)).Refusal, (await _bench.Pipelines.UpdateAsync(Call, key, new UpdatePipeline { Name = "x" })).Refusal,
            (await _bench.Pipelines.ActivateAsync(Call, key)).Refusal, (await _bench.Pipelines.PauseAsync(Call, key)).Refusal,
            (await _bench.Pipelines.ResumeAsync(Call, key)).Refusal, (await _bench.Pipelines.ArchiveAsync(Call, key)).Refusal,
            (await _bench.Pipelines.DeleteAsync(Call, key)).Refusal, (await _bench.Pipelines.StepsAsync(Call, key)).Refusal,
            (await _bench.Pipelines.VersionsAsync(Call, key, new PageQuery())).Refusal, (await _bench.Pipelines.HistoryAsync(Call, key, new PageQuery())).Refusal,
        })
        {
            (refusal?.Code, refusal?.Message).ShouldBe((NodeRefusals.PipelineNotFound, message));
        }
    }

    [Fact]
    public async Task A_pause_waits_until_the_run_has_ended_and_a_resume_goes_on_with_the_same_run()
    {
        await _bench.Pipelines.CreateAsync(Call, new CreatePipeline("orders live"));
        var started = (await _bench.Pipelines.ActivateAsync(Call, "orders")).Required;
        var run = await _bench.Runtime.NextAsync();
        await _bench.Said.NextAsync();
        run.DrainsAtOnce = false;

        var pausing = _bench.Pipelines.PauseAsync(Call, "orders");
        await run.Draining.WaitAsync("the run drains");
        pausing.IsCompleted.ShouldBeFalse("records are still in flight");
        run.End();
        (await pausing.WaitAsync(TimeSpan.FromSeconds(30))).Required.Status.ShouldBe("paused");
        (await _bench.RunStateAsync("orders")).Run.ShouldNotBeNull().Reason.ShouldBe("paused by local:developer");

        var resumed = (await _bench.Pipelines.ResumeAsync(Call, "orders")).Required;
        resumed.Run.ShouldNotBeNull().RunId.ShouldBe(started.Run?.RunId);
        (await _bench.Runtime.NextAsync()).Options.RunId.ShouldBe(run.Options.RunId);
    }

    [Fact]
    public async Task A_caller_that_gives_up_waiting_for_a_pause_has_paused_all_the_same()
    {
        var run = await _bench.StreamAsync("orders live");
        run.DrainsAtOnce = false;
        using var patience = new CancellationTokenSource();
        var pausing = _bench.Pipelines.PauseAsync(Call, "orders", patience.Token);
        await run.Draining.WaitAsync("the run drains");
        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => pausing);
        run.End();
        await _bench.EndedAsync("orders");
        (await _bench.Pipelines.GetAsync(Call, "orders")).Required.Status.ShouldBe("paused");
    }

    [Fact]
    public async Task A_store_that_fails_is_no_refusal()
    {
        _bench.PipelineRegion.Fault = _ => new EntityFailedException(Workbench.IdOf("orders"), "the disk is full");

        await Should.ThrowAsync<EntityFailedException>(() => _bench.Pipelines.CreateAsync(Call, new CreatePipeline("orders copy")));
    }

    [Fact]
    public async Task Versions_are_kept_newest_first_with_who_published_them_and_begin_anew_with_a_new_pipeline()
    {
        await _bench.Pipelines.CreateAsync(Call, new CreatePipeline("orders live"));
        await _bench.Pipelines.ActivateAsync(Call, "orders");
        _bench.Clock.Advance(TimeSpan.FromMinutes(5));
        var ana = Call with { Security = Call.Security with { Principal = "user:ana" } };
        await _bench.Pipelines.UpdateAsync(ana, "orders", new UpdatePipeline { Document = "orders live sum" });

        var versions = (await _bench.Pipelines.VersionsAsync(Call, "orders", new PageQuery())).Required;
        versions.Items.Select(version => (version.Version, version.PublishedBy, version.Document, version.StepCount)).ShouldBe(
            [(2, "user:ana", "orders live sum", 2), (1, "local:developer", "orders live", 1)]);
        (versions.Items[0].PublishedAt - versions.Items[1].PublishedAt).ShouldBe(TimeSpan.FromMinutes(5));
        (await _bench.Pipelines.VersionsAsync(Call, "orders", new PageQuery { Offset = 1, Limit = 1 })).Required.Items.ShouldHaveSingleItem().Version.ShouldBe(1);

        await _bench.Pipelines.PauseAsync(Call, "orders");
        await _bench.Pipelines.DeleteAsync(Call, "orders");
        (await _bench.Pipelines.CreateAsync(Call, new CreatePipeline("orders new"))).Refusal.ShouldBeNull();
        (await _bench.Pipelines.VersionsAsync(Call, "orders", new PageQuery())).Required.Items.ShouldBeEmpty("those belonged to the deleted one");
        (await _bench.Pipelines.HistoryAsync(Call, "orders", new PageQuery())).Required.Items.Select(entry => entry.Type).ShouldContain("pipeline.deleted", "the history is never cut");
    }

    [Fact]
    public async Task History_shows_each_event_with_its_chain_and_JSON()
    {
        await _bench.Pipelines.CreateAsync(Call with { CorrelationId = "chain-1" }, new CreatePipeline("orders copy"));

        var created = (await _bench.Pipelines.HistoryAsync(Call, "orders", new PageQuery())).Required.Items[^1];

        (created.Version, created.Type, created.Principal, created.CorrelationId).ShouldBe((1, "pipeline.created", "local:developer", "chain-1"));
        created.Payload.ShouldContain("\"name\":\"orders\"");
    }

    [Fact]
    public void A_document_without_mistakes_is_valid_and_nothing_is_stored()
    {
        var report = _bench.Pipelines.Lint("orders copy");
        (report.Valid, report.Name, report.Steps.Count).ShouldBe((true, "orders", 1));
        var broken = _bench.Pipelines.Lint("orders broken");
        (broken.Valid, broken.Findings.Count).ShouldBe((false, 1));
        _bench.PipelineRegion.Commands.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_delete_shows_what_was_deleted_and_the_second_finds_nothing()
    {
        await _bench.Pipelines.CreateAsync(Call, new CreatePipeline("orders copy") { Description = "All" });

        var deleted = (await _bench.Pipelines.DeleteAsync(Call, "orders")).Required;

        (deleted.Status, deleted.Description).ShouldBe(("archived", "All"));
        (await _bench.Pipelines.DeleteAsync(Call, "orders")).Refusal.ShouldNotBeNull().Code.ShouldBe(NodeRefusals.PipelineNotFound);
    }

    [Fact]
    public async Task A_running_pipeline_is_neither_deleted_nor_archived()
    {
        await _bench.StreamAsync("orders live");

        (await _bench.Pipelines.DeleteAsync(Call, "orders")).Refusal.ShouldNotBeNull().Code.ShouldBe("pipeline-wrong-status");
        (await _bench.Pipelines.ArchiveAsync(Call, "orders")).Refusal.ShouldNotBeNull().Code.ShouldBe("pipeline-wrong-status");
        (await _bench.StatusAsync("orders")).ShouldBe(PipelineStatus.Running);
    }
}
