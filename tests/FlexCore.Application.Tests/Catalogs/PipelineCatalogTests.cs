using FlexCore.Application.Catalogs;
using FlexCore.Application.Events;
using FlexCore.Application.Journal;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Application.Tests.UseCases;
using FlexCore.Domain;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.Tests.Catalogs;

public sealed class PipelineCatalogTests
{
    private static readonly NodeCall Call = Workbench.Call;
    private readonly Workbench _bench = new();

    [Fact]
    public async Task A_load_finds_every_pipeline_as_it_was_left()
    {
        await _bench.Pipelines.CreateAsync(Call, new CreatePipeline("a copy") { Description = "first" });
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await _bench.Pipelines.UpdateAsync(Call, "a", new UpdatePipeline { Name = "A" });
        await _bench.Pipelines.CreateAsync(Call, new CreatePipeline("gone copy"));
        await _bench.Pipelines.DeleteAsync(Call, "gone");
        await _bench.Jobs.SubmitAsync(Call, new("once copy"));

        var again = await _bench.AgainAsync();

        again.Catalog.Of(TenantId.Default).Select(entry => entry.Id).ShouldBe(_bench.Catalog.Of(TenantId.Default).Select(entry => entry.Id), ignoreOrder: true);
        var entry = again.Catalog.Find(TenantId.Default, "a").ShouldNotBeNull();
        entry.ShouldBe(_bench.Catalog.Find(TenantId.Default, "a"));
        (entry.UpdatedAt - entry.CreatedAt, entry.IsJob).ShouldBe((TimeSpan.FromMinutes(1), false));
        again.Catalog.Find(TenantId.Default, "gone").ShouldBeNull();
        again.Catalog.Find(new TenantId("other"), "a").ShouldBeNull();
        again.Catalog.Find(TenantId.Default, "not a key").ShouldBeNull();
    }

    [Fact]
    public async Task A_refresh_of_what_was_never_created_finds_nothing_and_keeps_nothing()
    {
        (await _bench.Catalog.RefreshAsync(Workbench.IdOf("nothing"), CancellationToken.None)).ShouldBeNull();

        _bench.Catalog.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_host_of_entities_stores_for_itself_counts_as_a_version_and_changes_nothing()
    {
        await _bench.Pipelines.CreateAsync(Call, new CreatePipeline("a copy"));
        var before = _bench.Catalog.Find(TenantId.Default, "a").ShouldNotBeNull();
        var id = Workbench.IdOf("a");
        var lease = (await _bench.Store.Leases.AcquireAllAsync("test")).Single(lease => lease.Shard == id.ShardOf(_bench.Store.Leases.ShardCount));
        var answer = new NewEvent(Guid.NewGuid(), SystemEvents.CommandAnswered, 1, "{}"u8.ToArray());
        await _bench.Store.Journal.AppendAsync(new AppendRequest(id, lease, before.Revision, [answer], new EventMetadata(_bench.Clock.GetUtcNow().AddHours(1), "p", "c", "c")));

        var after = (await _bench.Catalog.RefreshAsync(id, CancellationToken.None)).ShouldNotBeNull();

        after.ShouldBe(before with { Revision = before.Revision + 1 });
        (await _bench.Pipelines.HistoryAsync(Call, "a", new PageQuery())).Required.Items.ShouldNotContain(entry => entry.Type == SystemEvents.CommandAnswered);
        (await _bench.Pipelines.VersionsAsync(Call, "a", new PageQuery())).Required.Total.ShouldBe(0);
    }

    [Fact]
    public async Task Refreshes_at_the_same_time_end_with_the_newest()
    {
        await _bench.Pipelines.CreateAsync(Call, new CreatePipeline("a copy"));
        var changes = Enumerable.Range(0, 20).Select(i => _bench.Pipelines.UpdateAsync(Call, "a", new UpdatePipeline { Name = $"n{i}" }));

        await Task.WhenAll(changes);

        _bench.Catalog.Find(TenantId.Default, "a").ShouldNotBeNull().State.ShouldBe((await _bench.PipelineRegion.ReadAsync(Workbench.IdOf("a"))).State);
    }

    [Theory]
    [InlineData("orders", true)]
    [InlineData("ORD", true)]
    [InlineData("täglich", true)]
    [InlineData("nightly", true)]
    [InlineData("", true)]
    [InlineData(null, true)]
    [InlineData("bills", false)]
    [InlineData("orders nightly", false)]
    public void A_text_is_looked_for_in_key_name_and_description(string? text, bool found)
    {
        var state = PipelineState.Absent with { Status = PipelineStatus.Draft, Name = "Täglich", Description = "The Nightly run" };

        new PipelineEntry(Workbench.IdOf("orders"), state, 1, default, default).Matches(text).ShouldBe(found);
    }

    [Theory]
    [InlineData("orders", true)]
    [InlineData("a.b_c-1", true)]
    [InlineData("job:1", false)]
    [InlineData("a:b", false)]
    [InlineData("", false)]
    [InlineData("a/b", false)]
    [InlineData("-a", false)]
    public void A_document_may_be_named_as_a_key_without_the_mark_of_jobs(string name, bool allowed) =>
        (PipelineKeys.TryDocumentId(TenantId.Default, name) is not null).ShouldBe(allowed);

    [Fact]
    public void Run_ids_are_new_each_time_and_grow_with_the_clock()
    {
        var ids = new List<string>();
        for (var i = 0; i < 100; i++)
        {
            ids.Add(PipelineKeys.NewRunId(_bench.Clock));
            _bench.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        ids.Distinct().Count().ShouldBe(100);
        ids.ShouldBe(ids.Order(StringComparer.Ordinal));
        ids.ShouldAllBe(id => id.Length <= PipelineLimits.RunIdLengthMax && PipelineKeys.TryId(TenantId.Default, id) != null);
    }
}
