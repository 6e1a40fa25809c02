using FlexCore.Domain;
using Shouldly;
using Xunit;

namespace FlexCore.Conformance.Entities;

/// <summary>What entities of a kind that is remembered promise: what they wait for comes, also when nobody asks for them after a restart. Derive a class per engine.</summary>
public abstract class RememberedEntitiesConformance : IAsyncLifetime
{
    private const int Many = 60;
    private IRememberedLedgersHost? _host;

    private IRememberedLedgersHost Host => _host ?? throw new InvalidOperationException("The suite was not initialised.");

    /// <inheritdoc/>
    public async Task InitializeAsync() => _host = await OpenAsync();

    /// <inheritdoc/>
    public async Task DisposeAsync() => await Host.DisposeAsync();

    /// <summary>Opens a region over an empty store.</summary>
    protected abstract Task<IRememberedLedgersHost> OpenAsync();

    [Fact]
    public async Task A_timer_goes_on_after_a_crash_although_nobody_asks()
    {
        await EnterAsync("a");
        await Host.CrashAsync(TimeSpan.Zero);
        Host.Clock.Advance(Host.Due - Host.Clock.GetUtcNow() - TimeSpan.FromMinutes(1));
        Host.Sent.Count.ShouldBe(0, "it is not due");

        Host.Clock.Advance(TimeSpan.FromMinutes(1));

        (await NextAsync("the timer's command")).Key.ShouldBe("a");
        (await Host.Region.ReadAsync(Ledgers.Id("a"))).State.Balance.ShouldBe(2);
    }

    [Fact]
    public async Task What_fell_due_while_nobody_served_comes_at_once_and_once()
    {
        for (var i = 0; i < Many; i++)
        {
            await EnterAsync($"k{i}");
            if (i % 2 == 1)
            {
                await EnterAsync($"k{i}", 2);
            }
        }

        await Host.CrashAsync(TimeSpan.FromDays(2));

        var sent = new List<string>();
        while (sent.Count < Many / 2)
        {
            sent.Add((await NextAsync($"those that wait, after {sent.Count}")).Key);
        }

        sent.Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, Many).Where(i => i % 2 == 0).Select(i => $"k{i}").Order(StringComparer.Ordinal));
        for (var i = 0; i < Many; i++)
        {
            (await Host.Region.ReadAsync(Ledgers.Id($"k{i}"))).State.Balance.ShouldBe(2, $"k{i}");
        }

        await Host.CrashAsync(TimeSpan.FromDays(1));
        await EnterAsync("last", 5);
        (await NextAsync("only the new one waits")).Key.ShouldBe("last");
        Host.Sent.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_kind_that_is_not_remembered_waits_until_it_is_asked()
    {
        await EnterAsync("a");
        await Host.CrashAsync(TimeSpan.FromDays(2), isRemembered: false);
        await EnterAsync("other", 2);
        (await NextAsync("of the one that was asked")).Key.ShouldBe("other");
        Host.ResidentCount.ShouldBe(1);

        await Host.Region.ReadAsync(Ledgers.Id("a"));

        (await NextAsync("of the other once it is asked, too")).Key.ShouldBe("a");
    }

    // Entities are loaded by threads of their own, so the clock goes on until what is due has rung.
    private async Task<EntityId> NextAsync(string phase)
    {
        var next = Host.Sent.NextAsync(phase);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!next.IsCompleted)
        {
            Host.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await looks.WaitForNextTickAsync();
        }

        return await next;
    }

    private async Task EnterAsync(string key, int number = 1) =>
        (await Host.Region.AskAsync(Ledgers.Id(key), new Enter(Ledgers.Context(), number))).Refusal.ShouldBeNull();
}
