using FlexCore.Application.Entities;
using FlexCore.Application.DataStreams;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Domain;
using FlexCore.Hosting.Tests.Streams;

namespace FlexCore.Hosting.Tests.Pipelines;

/// <summary>The managed life of pipelines on a real node.</summary>
public sealed class PipelineUseCaseTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private NodeHost? _node;

    private NodeHost Node => _node ?? throw new InvalidOperationException("The node has not started.");

    private IPipelines Pipelines => Node.Pipelines;

    public async Task InitializeAsync()
    {
        File.WriteAllText(_folder.File("in.ndjson"), "{\"a\":1}\n");
        _node = await NodeHost.StartAsync(_folder, flexcore => flexcore.Configure((_, supervisor) => supervisor.RestartDelay = TimeSpan.FromMinutes(1)));
    }

    public async Task DisposeAsync()
    {
        await Node.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_draft_may_have_mistakes_and_is_not_activated_with_them()
    {
        var draft = (await Pipelines.CreateAsync(NodeHost.Call, new CreatePipeline(SampleDocuments.Broken("orders")))).Required;
        (draft.Key, draft.Status, draft.Version).ShouldBe(("orders", "draft", 0));

        var refused = await Pipelines.ActivateAsync(NodeHost.Call, "orders");
        refused.Refusal.ShouldNotBeNull().Code.ShouldBe(NodeRefusals.InvalidDocument);
        refused.Refusal.Message.ShouldMatch("at line [0-9]+, column [0-9]+: .*parse", "a caller that shows only this sentence can act on it");
        refused.Findings.ShouldHaveSingleItem().Suggestion.ShouldNotBeNull().ShouldContain("parse");

        (await Pipelines.UpdateAsync(NodeHost.Call, "orders", new UpdatePipeline { Document = SampleDocuments.Copy("orders") })).Refusal.ShouldBeNull();
        (await Pipelines.ActivateAsync(NodeHost.Call, "orders")).Required.Version.ShouldBe(1);
        await Node.WhenAsync("orders", "completed");
    }

    [Fact]
    public async Task A_document_without_a_name_is_refused_with_its_mistakes()
    {
        foreach (var document in (string[])["", "nonsense: [", "name: Not A Name!\n", "a: b\n"])
        {
            var reply = await Pipelines.CreateAsync(NodeHost.Call, new CreatePipeline(document));
            reply.Refusal.ShouldNotBeNull(document).Code.ShouldBe(NodeRefusals.InvalidDocument);
            reply.Findings.ShouldNotBeEmpty(document);
        }
    }

    [Fact]
    public async Task The_whole_life_is_kept_in_versions_and_history()
    {
        var first = SampleDocuments.Copy("orders", "later.ndjson");
        var second = SampleDocuments.Copy("orders", "later.ndjson", "second.ndjson");
        await Pipelines.CreateAsync(NodeHost.Call, new CreatePipeline(first) { Description = "all orders" });
        await Pipelines.ActivateAsync(NodeHost.Call, "orders");
        (await Pipelines.UpdateAsync(NodeHost.Call, "orders", new UpdatePipeline { Document = second, Name = "Orders" })).Required.Version.ShouldBe(2);
        (await Pipelines.PauseAsync(NodeHost.Call, "orders")).Required.Status.ShouldBe("paused");
        (await Pipelines.ResumeAsync(NodeHost.Call, "orders")).Required.Status.ShouldBe("running");
        (await Pipelines.GetAsync(NodeHost.Call, "orders")).Required.Run.ShouldNotBeNull().Version.ShouldBe(1, "a held run keeps its version");
        await Pipelines.PauseAsync(NodeHost.Call, "orders");
        (await Pipelines.ArchiveAsync(NodeHost.Call, "orders")).Required.Status.ShouldBe("archived");

        var versions = (await Pipelines.VersionsAsync(NodeHost.Call, "orders", new PageQuery())).Required;
        versions.Items.Select(version => (version.Version, version.Document)).ShouldBe([(2, second), (1, first)]);
        var history = (await Pipelines.HistoryAsync(NodeHost.Call, "orders", new PageQuery { Limit = 3 })).Required;
        history.Items.Select(entry => entry.Type).ShouldBe(["pipeline.archived", "pipeline.paused", "pipeline.resumed"]);
        history.Total.ShouldNotBeNull().ShouldBeGreaterThan(8);
        var steps = (await Pipelines.StepsAsync(NodeHost.Call, "orders")).Required;
        steps.Select(step => step.Id).ShouldBe(["source", "1-parse", "sink-1"]);
        steps[1].DependsOn.ShouldBe(["source"]);
        steps[1].Definition.ShouldBe("""{"parse":"json"}""", "as the author wrote it");
    }

    [Fact]
    public async Task A_list_is_filtered_counted_and_cut_and_shows_what_was_just_changed()
    {
        for (var i = 0; i < 5; i++)
        {
            await Pipelines.CreateAsync(NodeHost.Call, new CreatePipeline(SampleDocuments.Copy($"p{i}")) { Description = i == 3 ? "The Third" : "" });
            (await Pipelines.ListAsync(NodeHost.Call, new PageQuery())).Total.ShouldBe(i + 1);
        }

        var page = await Pipelines.ListAsync(NodeHost.Call, new PageQuery { Offset = 3, Limit = 1 });
        (page.Total, page.Items.ShouldHaveSingleItem().Key).ShouldBe((5, "p3"));
        (await Pipelines.ListAsync(NodeHost.Call, new PageQuery { Text = "third" })).Items.ShouldHaveSingleItem().Key.ShouldBe("p3");
        (await Pipelines.ListAsync(NodeHost.Call, new PageQuery { Status = "active" })).Total.ShouldBe(0);
        (await Pipelines.ListAsync(NodeHost.Call with { Security = new SecurityContext(new TenantId("other"), "user:x") }, new PageQuery())).Total.ShouldBe(0);
    }

    [Fact]
    public async Task A_deleted_pipeline_is_gone_and_its_name_may_be_used_again()
    {
        await Pipelines.CreateAsync(NodeHost.Call, new CreatePipeline(SampleDocuments.Copy("orders")));
        (await Pipelines.CreateAsync(NodeHost.Call, new CreatePipeline(SampleDocuments.Copy("orders")))).Refusal.ShouldNotBeNull().Code.ShouldBe("pipeline-exists");

        (await Pipelines.DeleteAsync(NodeHost.Call, "orders")).Required.Status.ShouldBe("archived");

        (await Pipelines.GetAsync(NodeHost.Call, "orders")).Refusal.ShouldNotBeNull().Code.ShouldBe(NodeRefusals.PipelineNotFound);
        (await Pipelines.DeleteAsync(NodeHost.Call, "orders")).Refusal.ShouldNotBeNull().Code.ShouldBe(NodeRefusals.PipelineNotFound);
        (await Pipelines.ListAsync(NodeHost.Call, new PageQuery())).Total.ShouldBe(0);
        (await Pipelines.CreateAsync(NodeHost.Call, new CreatePipeline(SampleDocuments.Copy("orders")))).Required.Status.ShouldBe("draft");
    }

    [Fact]
    public async Task The_same_key_sent_again_creates_once()
    {
        var call = NodeHost.Call with { IdempotencyKey = "k-1" };
        var first = (await Pipelines.CreateAsync(call, new CreatePipeline(SampleDocuments.Copy("orders")))).Required;
        (await Pipelines.CreateAsync(call, new CreatePipeline(SampleDocuments.Copy("orders")))).Required.ShouldBe(first);
        (await Pipelines.CreateAsync(call with { IdempotencyKey = new string('k', 101) }, new CreatePipeline(SampleDocuments.Copy("other")))).Refusal
            .ShouldNotBeNull().Code.ShouldBe("bad-idempotency-key");
    }

    [Fact]
    public async Task A_key_sent_again_with_another_request_changes_nothing()
    {
        var call = NodeHost.Call with { IdempotencyKey = "k-1", RequestHash = RequestHash.Of("one"u8) };
        await Pipelines.CreateAsync(call, new CreatePipeline(SampleDocuments.Copy("orders")));

        var other = await Pipelines.CreateAsync(call with { RequestHash = RequestHash.Of("two"u8) }, new CreatePipeline(SampleDocuments.Copy("orders", "later.ndjson")));

        other.Refusal.ShouldNotBeNull().Code.ShouldBe("idempotency-key-reused");
        (await Pipelines.GetAsync(NodeHost.Call, "orders")).Required.Document.ShouldBe(SampleDocuments.Copy("orders"));
    }

    [Fact]
    public async Task An_update_that_cannot_be_is_refused_and_changes_nothing()
    {
        await Pipelines.CreateAsync(NodeHost.Call, new CreatePipeline(SampleDocuments.Copy("orders", "later.ndjson")));
        (await Pipelines.UpdateAsync(NodeHost.Call, "orders", new UpdatePipeline { Document = SampleDocuments.Copy("bills") })).Refusal
            .ShouldNotBeNull().Code.ShouldBe(NodeRefusals.NameMismatch);
        await Pipelines.ActivateAsync(NodeHost.Call, "orders");
        (await Pipelines.UpdateAsync(NodeHost.Call, "orders", new UpdatePipeline { Document = SampleDocuments.Broken("orders") })).Refusal
            .ShouldNotBeNull().Code.ShouldBe(NodeRefusals.InvalidDocument);
        (await Pipelines.ArchiveAsync(NodeHost.Call, "orders")).Refusal.ShouldNotBeNull().Code.ShouldBe("pipeline-wrong-status");
        (await Pipelines.GetAsync(NodeHost.Call, "orders")).Required.Version.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_node_does_not_have_is_a_mistake_of_the_document()
    {
        var document = SampleDocuments.Copy("pipe").Replace("file: { path: in.ndjson }", "stdin: {}", StringComparison.Ordinal);
        Pipelines.Lint(document).Findings.ShouldHaveSingleItem().Code.ShouldBe("stdin-on-node");
        (await Node.Streams.CreateAsync(NodeHost.Call, new CreateStream(document))).Refusal.ShouldNotBeNull().Code.ShouldBe(NodeRefusals.InvalidDocument);
        Pipelines.Lint(document.Replace("stdin: {}", "union: [ { http: {} }, stdin ]", StringComparison.Ordinal)).Findings.ShouldHaveSingleItem().Code.ShouldBe("stdin-on-node");
    }

    [Fact]
    public async Task Everything_is_there_again_after_a_restart()
    {
        await Pipelines.CreateAsync(NodeHost.Call, new CreatePipeline(SampleDocuments.Copy("draft")));
        await Pipelines.CreateAsync(NodeHost.Call, new CreatePipeline(SampleDocuments.Copy("gone")));
        await Pipelines.DeleteAsync(NodeHost.Call, "gone");
        var before = await Pipelines.ListAsync(NodeHost.Call, new PageQuery());
        await Node.StopAsync();
        await Node.DisposeAsync();

        _node = await NodeHost.StartAsync(_folder);
        (await Pipelines.ListAsync(NodeHost.Call, new PageQuery())).Items.ShouldBe(before.Items);
    }
}
