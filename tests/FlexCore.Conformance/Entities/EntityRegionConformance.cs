using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using Shouldly;
using Xunit;

namespace FlexCore.Conformance.Entities;

/// <summary>What every <see cref="IEntityRegion{TCommand,TState}"/> promises. Derive a class per engine.</summary>
public abstract partial class EntityRegionConformance : IAsyncLifetime
{
    private IEntityRegionHost? _host;

    private IEntityRegionHost Host => _host ?? throw new InvalidOperationException("The suite was not initialised.");

    private IEntityRegion<LedgerCommand, LedgerState> Region => Host.Region;

    /// <inheritdoc/>
    public async Task InitializeAsync() => _host = await OpenAsync();

    /// <inheritdoc/>
    public async Task DisposeAsync() => await Host.DisposeAsync();

    /// <summary>Opens a region over an empty store.</summary>
    protected abstract Task<IEntityRegionHost> OpenAsync();

    [Fact]
    public async Task An_entity_nobody_wrote_has_its_initial_state_and_version_0()
    {
        var view = await Region.ReadAsync(Ledgers.Id("new"));

        view.Version.ShouldBe(0);
        view.State.Numbers.ShouldBeEmpty();
        (await EventsAsync("new")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_accepted_command_is_answered_with_its_version_and_can_be_read()
    {
        (await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 7, 5))).ShouldBe(new CommandReply(1, null, false));
        (await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 8, -2))).ShouldBe(new CommandReply(2, null, false));

        var view = await Region.ReadAsync(Ledgers.Id("a"));

        view.Version.ShouldBe(2);
        view.State.Numbers.ShouldBe([7, 8]);
        view.State.Balance.ShouldBe(3);
    }

    [Fact]
    public async Task An_answered_command_is_in_the_journal()
    {
        await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 7));

        var stored = (await EventsAsync("a")).ShouldHaveSingleItem();
        stored.Type.ShouldBe("ledger.entered");
        stored.Version.ShouldBe(1);
    }

    [Fact]
    public async Task Several_events_of_one_command_take_consecutive_versions()
    {
        var reply = await Region.AskAsync(Ledgers.Id("a"), new EnterAll(Ledgers.Context(), [1, 2, 3]));

        reply.Version.ShouldBe(3);
        (await EventsAsync("a")).Select(stored => stored.Version).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_refused_command_changes_nothing()
    {
        await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1, 5));

        var reply = await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 2, -6));

        reply.Refusal.ShouldBe(new Refusal("overdrawn", "The balance is 5."));
        reply.Version.ShouldBe(1);
        (await EventsAsync("a")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_command_that_changes_nothing_is_accepted_and_writes_nothing()
    {
        (await Region.AskAsync(Ledgers.Id("a"), new Check(Ledgers.Context()))).ShouldBe(new CommandReply(0, null, false));
        (await EventsAsync("a")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_command_that_throws_fails_alone()
    {
        var before = Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1)).AsTask();
        var poison = Region.AskAsync(Ledgers.Id("a"), new Explode(Ledgers.Context())).AsTask();
        var after = Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 2)).AsTask();

        (await before).Version.ShouldBe(1);
        var error = await Should.ThrowAsync<EntityFailedException>(() => poison);
        (await after).Version.ShouldBe(2);
        error.Id.ShouldBe(Ledgers.Id("a"));
        error.Message.ShouldContain(nameof(Explode));
        FaultType(error.InnerException).ShouldBe(typeof(NotSupportedException).FullName);
    }

    [Fact]
    public async Task An_event_the_aggregate_cannot_evolve_by_is_never_stored()
    {
        await Should.ThrowAsync<EntityFailedException>(async () => await Region.AskAsync(Ledgers.Id("a"), new Contradict(Ledgers.Context())));

        (await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1))).Version.ShouldBe(1);
        (await EventsAsync("a")).ShouldHaveSingleItem().Type.ShouldBe("ledger.entered");
    }

    [Fact]
    public async Task Commands_sent_without_waiting_are_processed_in_the_order_of_the_calls()
    {
        var asks = Enumerable.Range(0, 500)
            .Select(number => Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), number)).AsTask())
            .ToArray();

        var replies = await Task.WhenAll(asks);

        replies.Select(reply => reply.Version).ShouldBe(Enumerable.Range(1, 500).Select(version => (long)version));
        (await Region.ReadAsync(Ledgers.Id("a"))).State.Numbers.ShouldBe(Enumerable.Range(0, 500));
    }

    [Fact]
    public async Task Every_command_of_concurrent_callers_takes_effect_once_and_in_its_caller_s_order()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                var id = Ledgers.Id($"k{i % 3}");
                (await Region.AskAsync(id, new Enter(Ledgers.Context(), (caller * 1_000) + i))).IsAccepted.ShouldBeTrue();
            }
        })));

        var numbers = new List<int>();
        for (var key = 0; key < 3; key++)
        {
            var view = await Region.ReadAsync(Ledgers.Id($"k{key}"));
            view.State.Numbers.Count.ShouldBe((int)view.Version);
            for (var caller = 0; caller < 8; caller++)
            {
                var own = view.State.Numbers.Where(number => number / 1_000 == caller).ToArray();
                own.ShouldBe(own.Order().ToArray(), customMessage: $"caller {caller} on k{key}");
            }

            numbers.AddRange(view.State.Numbers);
        }

        numbers.Order().ShouldBe(Enumerable.Range(0, 8).SelectMany(caller => Enumerable.Range(caller * 1_000, 100)));
    }

    [Fact]
    public async Task A_read_sees_every_command_answered_before_it()
    {
        for (var i = 1; i <= 50; i++)
        {
            await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), i));
            (await Region.ReadAsync(Ledgers.Id("a"))).Version.ShouldBe(i);
        }
    }

    [Fact]
    public async Task A_command_in_the_name_of_another_tenant_is_refused()
    {
        var foreign = new CommandContext(new SecurityContext(new TenantId("other"), "user:eve"), default, "chain-2");

        var reply = await Region.AskAsync(Ledgers.Id("a"), new Enter(foreign, 1));

        reply.Refusal.ShouldNotBeNull().Code.ShouldBe("wrong-tenant");
        reply.Refusal.Message.ShouldContain("other");
        (await EventsAsync("a")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_entity_of_another_kind_is_an_error_of_the_caller()
    {
        var stranger = new EntityId(Ledgers.Security.Tenant, "stranger", "a");

        (await Should.ThrowAsync<ArgumentException>(async () => await Region.AskAsync(stranger, new Check(Ledgers.Context()))))
            .Message.ShouldContain("stranger");
        await Should.ThrowAsync<ArgumentException>(async () => await Region.ReadAsync(stranger));
    }

    [Fact]
    public async Task Every_event_carries_who_when_and_why()
    {
        var context = new CommandContext(Ledgers.Security, new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.Zero), "chain-9")
        {
            CausationId = "cause-9",
            IdempotencyKey = "key-9",
        };

        await Region.AskAsync(Ledgers.Id("a"), new EnterAll(context, [1, 2]));

        foreach (var stored in await EventsAsync("a"))
        {
            stored.Metadata.ShouldBe(new EventMetadata(context.Time, "user:ana", "chain-9", "cause-9", "key-9"));
            stored.Stream.ShouldBe(Ledgers.Id("a"));
        }
    }

    [Fact]
    public async Task Every_event_points_to_the_span_that_its_command_names()
    {
        var trace = new TraceParent(5, 6, 0);
        await Region.AskAsync(Ledgers.Id("a"), new EnterAll(Ledgers.Context() with { TraceParent = trace }, [1, 2]));
        await Region.AskAsync(Ledgers.Id("a"), new EnterAll(Ledgers.Context(), [3]));

        (await EventsAsync("a")).Select(stored => stored.Metadata.TraceParent).ShouldBe([trace, trace, null]);
    }

    [Fact]
    public async Task Event_ids_are_unique()
    {
        await Region.AskAsync(Ledgers.Id("a"), new EnterAll(Ledgers.Context(), [.. Enumerable.Range(0, 500)]));
        await Host.CrashAsync();
        await Region.AskAsync(Ledgers.Id("a"), new EnterAll(Ledgers.Context(), [.. Enumerable.Range(500, 500)]));

        (await EventsAsync("a")).Select(stored => stored.Id).Distinct().Count().ShouldBe(1_000);
    }

    [Fact]
    public async Task A_cancelled_caller_stops_waiting()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(
            async () => await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1), cancellation.Token));
        await Should.ThrowAsync<OperationCanceledException>(async () => await Region.ReadAsync(Ledgers.Id("a"), cancellation.Token));

        (await Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 2))).ShouldBe(
            new CommandReply(1, null, false), "a command cancelled before it was sent is not sent");
    }

    [Fact]
    public async Task A_stopped_region_refuses_commands_and_has_lost_none()
    {
        var asks = Enumerable.Range(0, 200)
            .Select(number => Region.AskAsync(Ledgers.Id($"k{number % 5}"), new Enter(Ledgers.Context(), number)).AsTask())
            .ToArray();

        await Host.StopAsync();

        var replies = await Task.WhenAll(asks);
        replies.ShouldAllBe(reply => reply.IsAccepted);
        var late = await Region.AskAsync(Ledgers.Id("k0"), new Enter(Ledgers.Context(), 999));
        late.Refusal.ShouldNotBeNull().Code.ShouldBe("stopping");
        var stored = 0;
        for (var key = 0; key < 5; key++)
        {
            stored += (await EventsAsync($"k{key}")).Count;
        }

        stored.ShouldBe(200);
    }

    /// <summary>The error's class; where the entity lives on another node, what that node said of it.</summary>
    private static string? FaultType(Exception? error) => error is RemoteFaultException remote ? remote.FaultType : error?.GetType().FullName;

    private async Task<IReadOnlyList<StoredEvent>> EventsAsync(string key)
    {
        var events = new List<StoredEvent>();
        await foreach (var stored in Host.Journal.ReadStreamAsync(Ledgers.Id(key), 1))
        {
            events.Add(stored);
        }

        return events;
    }
}
