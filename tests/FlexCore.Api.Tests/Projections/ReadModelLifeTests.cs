using FlexCore.Api.Tests.Hosting;
using FlexCore.Application.Projections.Engine;
using FlexCore.Domain.EventStreams;
using FlexCore.Testing.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace FlexCore.Api.Tests.Projections;

/// <summary>Read models as of an instant, and events that a projection cannot take, all of it over HTTP.</summary>
public sealed class ReadModelLifeTests : IAsyncLifetime
{
    private readonly InMemoryStore _store = new(16);
    private readonly FragileProjection _fragile = new();
    private TestRegion<EventStreamState, EventStreamCommand, StreamEvent>? _region;
    private ApiHost? _host;
    private ProjectionEngine? _engine;

    private ApiHost Host => _host ?? throw new InvalidOperationException("The host has not started.");

    public async Task InitializeAsync()
    {
        (var projections, _engine) = await ReadModelParts.OverAsync(_store, _fragile);
        _host = await ApiHost.StartAsync(services: services => services.AddSingleton(projections));
        _region = await EventStores.StartRegionAsync(_store, _host.Parts.Clock);
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await (_engine?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_region?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task A_read_model_is_replayed_as_of_an_instant_beside_the_live_one()
    {
        await PayAsync("a", 5);
        var instant = Host.Parts.Clock.GetUtcNow();
        Host.Parts.Clock.Advance(TimeSpan.FromMinutes(1));
        await PayAsync("a", 7);
        await PayAsync("b", 1);

        var built = await Host.SendAsync("POST", $"/api/v1/projections/fragile/rebuild?until={instant:yyyy-MM-ddTHH:mm:ss.fffffffZ}").JsonAsync();
        var past = built.GetProperty("generations").EnumerateArray().Single(generation => generation.TryGetProperty("until", out _)).GetProperty("id").GetInt64();
        await Host.SendAsync("GET", $"/api/v1/projections/fragile/wait?generation={past}&wait=30000").JsonAsync();

        (await TotalAsync("a", $"?generation={past}")).ShouldBe(5);
        await Host.SendAsync("GET", $"/api/v1/read-models/fragile/b?generation={past}").ProblemAsync(404, "read-model-not-found");
        await WaitAsync();
        (await TotalAsync("a")).ShouldBe(12);

        // What comes later changes the live one only, and the past one can never be swapped in.
        await PayAsync("a", 1);
        await WaitAsync();
        ((await TotalAsync("a", $"?generation={past}")), await TotalAsync("a")).ShouldBe((5, 13));
        await Host.SendAsync("POST", $"/api/v1/projections/fragile/swap?generation={past}").ProblemAsync(409, "cannot-swap");
        await Host.SendAsync("DELETE", $"/api/v1/projections/fragile/generations/{past}").JsonAsync();
        await Host.SendAsync("GET", $"/api/v1/read-models/fragile/a?generation={past}").ProblemAsync(404, "generation-not-found");
    }

    [Fact]
    public async Task Events_that_cannot_be_taken_are_parked_with_their_reason_and_have_their_effect_after_a_redrive()
    {
        await PayAsync("a", 5);
        await PayAsync("a", -2);
        await PayAsync("a", 1);
        await PayAsync("b", 3);
        await WaitAsync();

        // Only what comes behind the poison waits; other streams go on.
        ((await TotalAsync("a")), await TotalAsync("b")).ShouldBe((5, 3));
        var parked = (await Host.SendAsync("GET", "/api/v1/projections/fragile/parked").JsonAsync()).GetProperty("parked").EnumerateArray().ToList();
        parked.Select(entry => entry.Text("reason")).ShouldBe(["InvalidOperationException: the amount is -2", ""]);
        (await Host.SendAsync("GET", "/api/v1/projections/fragile").JsonAsync()).GetProperty("parked").GetInt64().ShouldBe(2);

        _fragile.IsBroken = false;
        await Host.SendAsync("POST", $"/api/v1/projections/fragile/redrive?group={Uri.EscapeDataString(parked[0].Text("group"))}").JsonAsync();
        await EmptyAsync();
        (await TotalAsync("a")).ShouldBe(4);
    }

    [Fact]
    public async Task A_parked_event_that_is_discarded_lets_those_behind_it_go_on()
    {
        await PayAsync("a", -2);
        await PayAsync("a", 1);
        await WaitAsync();
        var place = (await Host.SendAsync("GET", "/api/v1/projections/fragile/parked").JsonAsync()).GetProperty("parked")[0].Text("place");
        await Host.SendAsync("DELETE", $"/api/v1/projections/fragile/parked/{place}").JsonAsync();
        await EmptyAsync();
        (await TotalAsync("a")).ShouldBe(1);
    }

    [Fact]
    public async Task Where_the_documents_can_be_read_is_told() =>
        (await Host.SendAsync("GET", "/api/v1/projections").JsonAsync()).GetProperty("readModels").Text("engine").ShouldBe("memory");

    private async Task PayAsync(string stream, int amount)
    {
        var events = EventStores.Over(_region ?? throw new InvalidOperationException("There are no streams."), _store, Host.Parts.Clock);
        (await events.AppendAsync(new(Domain.SecurityContext.Development, stream, null, [new("Paid", 1, $$"""{"amount":{{amount}}}""")], "corr"))).Refusal.ShouldBeNull();
    }

    private async Task WaitAsync() => await Host.SendAsync("GET", "/api/v1/projections/fragile/wait?wait=30000").JsonAsync();

    private async Task<decimal> TotalAsync(string key, string query = "") =>
        (await Host.SendAsync("GET", $"/api/v1/read-models/fragile/{key}{query}").JsonAsync()).GetProperty("data").GetProperty("total").GetDecimal();

    // A retry has no place of its own that could be waited for.
    private async Task EmptyAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await Host.SendAsync("GET", "/api/v1/projections/fragile/parked").JsonAsync()).GetProperty("parked").GetArrayLength() > 0)
        {
            patience.Token.ThrowIfCancellationRequested();
        }
    }
}
