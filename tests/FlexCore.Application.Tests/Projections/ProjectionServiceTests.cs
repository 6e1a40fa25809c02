using System.Text;
using FlexCore.Application.Feed;
using FlexCore.Application.Nodes;
using FlexCore.Application.Projections;
using FlexCore.Application.Projections.Store;
using FlexCore.Application.Projections.UseCases;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.Projections;

public sealed class ProjectionServiceTests
{
    private const string Totals = TotalsProjection.Name;

    private static readonly NodeCall Operator = new(SecurityContext.Development, "corr");

    [Fact]
    public async Task A_projection_is_shown_with_its_generations_and_lag()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        var (service, _) = await ServiceAsync(bench);
        await FillAsync(bench, 5);
        await service.WaitAsync(Operator, Totals, Patient());
        var view = Assert.Single(await service.ListAsync(Operator));
        Assert.Equal((Totals, "running", "code", 0, 5, 0), (view.Name, view.State, view.Origin, view.Lag, view.Applied, view.Parked));
        var generation = Assert.Single(view.Generations);
        Assert.Equal(("live", 0), (generation.State, generation.Lag));
        Assert.Equal(await bench.Feed.ReadEndAsync(), FeedCursor.Parse(generation.Position));
    }

    [Fact]
    public async Task A_paused_projection_stands_still_until_it_is_resumed()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        var (service, _) = await ServiceAsync(bench);
        Assert.Equal("paused", (await service.PauseAsync(Operator, Totals)).Required.State);
        await FillAsync(bench, 3);
        var behind = await service.WaitAsync(Operator, Totals, new ReadModelRequest());
        Assert.Equal(ProjectionRefusals.Behind, behind.Refusal?.Code);
        Assert.Equal(3, (await service.GetAsync(Operator, Totals)).Required.Lag);
        Assert.Equal("running", (await service.ResumeAsync(Operator, Totals)).Required.State);
        Assert.Equal(0, (await service.WaitAsync(Operator, Totals, Patient())).Required.Lag);
    }

    [Fact]
    public async Task A_reset_begins_at_the_first_event_and_changes_nothing_in_the_end()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        var (service, _) = await ServiceAsync(bench);
        await FillAsync(bench, 10);
        var before = (await service.WaitAsync(Operator, Totals, Patient())).Required;
        var content = await bench.ContentAsync(before.Live);
        var reset = (await service.ResetAsync(Operator, Totals)).Required;
        Assert.NotEqual(before.Live, reset.Live);
        await service.WaitAsync(Operator, Totals, Patient());
        Assert.Equal(content, await bench.ContentAsync(reset.Live));
    }

    [Fact]
    public async Task A_rebuild_is_read_by_its_number_until_it_is_swapped_in()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        var (service, _) = await ServiceAsync(bench);
        await FillAsync(bench, 10);
        var built = (await service.RebuildAsync(Operator, Totals, new RebuildRequest())).Required.Generations[1];
        await service.WaitAsync(Operator, Totals, Patient() with { Generation = built.Id });
        Assert.Equal("ready", (await service.GetAsync(Operator, Totals)).Required.Generations[1].State);
        Assert.Equal(await DataAsync(service, "1"), await DataAsync(service, "1", built.Id));
        Assert.Equal(built.Id, (await service.SwapAsync(Operator, Totals)).Required.Live);
        Assert.Equal(ProjectionRefusals.CannotSwap, (await service.SwapAsync(Operator, Totals)).Refusal?.Code);
    }

    [Fact]
    public async Task A_read_model_as_of_an_instant_is_read_by_its_number_and_forgotten()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        var (service, _) = await ServiceAsync(bench);
        await FillAsync(bench, 10);
        var past = (await service.RebuildAsync(Operator, Totals, new RebuildRequest { Until = DateTimeOffset.UnixEpoch.AddMinutes(5) })).Required.Generations[1];
        await service.WaitAsync(Operator, Totals, Patient() with { Generation = past.Id });
        Assert.Equal("done", (await service.GetAsync(Operator, Totals)).Required.Generations[1].State);
        Assert.Equal("""{"last":2,"total":2}""", await DataAsync(service, "1", past.Id));
        Assert.Equal("""{"last":3,"total":3}""", await DataAsync(service, "1"));
        Assert.Equal(ProjectionRefusals.CannotSwap, (await service.SwapAsync(Operator, Totals, past.Id)).Refusal?.Code);
        Assert.Equal(ProjectionRefusals.CannotSwap, (await service.RebuildAsync(Operator, Totals, new RebuildRequest { Swap = true, Until = DateTimeOffset.UnixEpoch })).Refusal?.Code);
        Assert.Single((await service.ForgetAsync(Operator, Totals, past.Id)).Required.Generations);
        Assert.Equal(ProjectionRefusals.GenerationNotFound, (await service.ForgetAsync(Operator, Totals, past.Id)).Refusal?.Code);
        Assert.Equal(ProjectionRefusals.GenerationNotFound, (await service.DocumentAsync(Operator, Totals, "1", new ReadModelRequest { Generation = past.Id })).Refusal?.Code);
    }

    [Fact]
    public async Task Parked_events_are_listed_discarded_and_redriven()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        bench.Options.AttemptsMax = 1;
        var (service, _) = await ServiceAsync(bench);
        await bench.AppendAsync("a", "Added", """{"amount":-1}""");
        await bench.AppendAsync("a", "Added", """{"amount":2}""");
        await service.WaitAsync(Operator, Totals, Patient());
        var parked = (await service.ParkedAsync(Operator, Totals)).Required;
        Assert.Equal(["InvalidOperationException: the amount is -1", ""], parked.Select(entry => entry.Reason));
        Assert.Equal(ProjectionRefusals.ParkedNotFound, (await service.DiscardAsync(Operator, Totals, "nonsense")).Refusal?.Code);
        Assert.Equal(ProjectionRefusals.ParkedNotFound, (await service.RedriveAsync(Operator, Totals, "nobody")).Refusal?.Code);
        Assert.Null((await service.RedriveAsync(Operator, Totals)).Refusal);
        Assert.Null((await service.DiscardAsync(Operator, Totals, parked[0].Place)).Refusal);
        while ((await service.ParkedAsync(Operator, Totals)).Required.Count > 0)
        {
            await Task.Yield();
        }

        Assert.Equal("""{"last":2,"total":2}""", await DataAsync(service, "a"));
    }

    [Fact]
    public async Task What_does_not_exist_is_refused_with_its_name()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        var (service, _) = await ServiceAsync(bench);
        foreach (var refusal in new[]
        {
            (await service.GetAsync(Operator, "nobody")).Refusal, (await service.PauseAsync(Operator, "nobody")).Refusal, (await service.ResetAsync(Operator, "nobody")).Refusal,
            (await service.SwapAsync(Operator, "nobody")).Refusal, (await service.WaitAsync(Operator, "nobody", Patient())).Refusal, (await service.ParkedAsync(Operator, "nobody")).Refusal,
            (await service.DocumentsAsync(Operator, "nobody", new ReadModelRequest())).Refusal, (await service.RemoveAsync(Operator, "nobody")).Refusal,
        })
        {
            Assert.Equal(ProjectionRefusals.NotFound, refusal?.Code);
            Assert.Contains("'nobody'", refusal?.Message, StringComparison.Ordinal);
        }

        Assert.Equal(ProjectionRefusals.DocumentNotFound, (await service.DocumentAsync(Operator, Totals, "x", new ReadModelRequest())).Refusal?.Code);
        Assert.Equal(ProjectionRefusals.IsCode, (await service.RemoveAsync(Operator, Totals)).Refusal?.Code);
    }

    [Fact]
    public async Task Only_the_operator_changes_projections_and_tenants_see_their_own_documents()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        var (service, _) = await ServiceAsync(bench);
        var acme = new NodeCall(new SecurityContext(new TenantId("acme"), "user:eve"), "corr");
        await bench.AppendAsync(new EntityId(acme.Security.Tenant, ProjectedEvent.UserKind, "a"), "Added", """{"data":{"amount":5}}""");
        await FillAsync(bench, 4);
        await service.WaitAsync(Operator, Totals, Patient());
        Assert.Equal("a", Assert.Single((await service.DocumentsAsync(acme, Totals, new ReadModelRequest())).Required.Items).Key);
        Assert.Equal(ProjectionRefusals.DocumentNotFound, (await service.DocumentAsync(Operator, Totals, "a", new ReadModelRequest())).Refusal?.Code);
        Assert.Equal(ProjectionRefusals.OperatorOnly, (await service.PauseAsync(acme, Totals)).Refusal?.Code);
        Assert.Equal(ProjectionRefusals.OperatorOnly, (await service.ParkedAsync(acme, Totals)).Refusal?.Code);
        Assert.Equal("no-principal", (await service.ResetAsync(new NodeCall(new SecurityContext(TenantId.Default, " "), "corr"), Totals)).Refusal?.Code);
    }

    [Fact]
    public async Task Documents_come_in_parts_and_say_whether_they_are_fresh()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        var (service, _) = await ServiceAsync(bench);
        await FillAsync(bench, 20);
        var end = ConsistencyToken.Of(await bench.Feed.ReadEndAsync());
        var keys = new List<string>();
        var request = Patient() with { Token = end, Limit = 2 };
        do
        {
            var page = (await service.DocumentsAsync(Operator, Totals, request)).Required;
            Assert.All(page.Items, item => Assert.True(item.IsFresh));
            keys.AddRange(page.Items.Select(item => item.Key));
            request = request with { After = page.Next };
        }
        while (request.After is not null);

        Assert.Equal(["0", "1", "2", "3"], keys);
        var later = end.And(ConsistencyToken.At(1, 1_000));
        Assert.Equal(ProjectionRefusals.Behind, (await service.DocumentAsync(Operator, Totals, "1", new ReadModelRequest { Token = later })).Refusal?.Code);
        Assert.False((await service.DocumentAsync(Operator, Totals, "1", new ReadModelRequest { Token = later, StaleWillDo = true })).Required.IsFresh);
        Assert.Null((await service.DocumentAsync(Operator, Totals, "1", new ReadModelRequest())).Required.IsFresh);
    }

    private static ReadModelRequest Patient() => new() { Patience = TimeSpan.FromDays(1) };

    private static async Task<(ProjectionService Service, ProjectionRow Row)> ServiceAsync(ProjectionWorkbench bench)
    {
        var engine = await bench.RunAsync(new TotalsProjection());
        return (new ProjectionService(engine, static () => { }), await bench.RowAsync(Totals));
    }

    private static async Task FillAsync(ProjectionWorkbench bench, int count)
    {
        for (var n = 0; n < count; n++)
        {
            await bench.AppendAsync($"{n % 4}", "Added", """{"amount":1}""", DateTimeOffset.UnixEpoch.AddMinutes(n % 10));
        }
    }

    private static async Task<string> DataAsync(ProjectionService service, string key, long? generation = null) =>
        Encoding.UTF8.GetString((await service.DocumentAsync(Operator, Totals, key, new ReadModelRequest { Generation = generation })).Required.Data.Span);
}
