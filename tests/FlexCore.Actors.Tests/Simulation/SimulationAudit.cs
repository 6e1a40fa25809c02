using FlexCore.Actors.Tests.Entities;
using FlexCore.Application.Events;
using FlexCore.Application.Journal;
using FlexCore.Conformance.Entities;
using FlexCore.Domain;

namespace FlexCore.Actors.Tests.Simulation;

/// <summary>Compares what callers were told with what the journal holds.</summary>
internal sealed class SimulationAudit(int seed, IEventJournal journal, IReadOnlyList<Answer> answers)
{
    internal async Task CheckAsync(LedgerEntityRegion reopened, IReadOnlyList<EntityId> ids, long total)
    {
        var sum = 0L;
        foreach (var id in ids)
        {
            var stored = await ReadAsync(id);
            CheckHistory(id, stored);
            var folded = Fold(id, stored);
            CheckAnswers(id, stored);
            CheckOrder(id, folded);

            var view = await ReadAsync(reopened, id);
            view.Version.ShouldBe(stored.Count, Say($"I15: version of {id}"));
            view.State.Numbers.ShouldBe(folded.Numbers, Say($"I15: numbers of {id}"));
            view.State.Balance.ShouldBe(folded.Balance, Say($"I15: balance of {id}"));
            sum += folded.Balance;
        }

        sum.ShouldBe(total, Say("money is neither made nor lost"));
    }

    private void CheckHistory(EntityId id, List<StoredEvent> stored)
    {
        stored.Select(e => e.Version).ShouldBe(Enumerable.Range(1, stored.Count).Select(v => (long)v), Say($"I2: versions of {id}"));
        stored.Select(e => e.Id).Distinct().Count().ShouldBe(stored.Count, Say($"event ids of {id} are unique"));
        foreach (var e in stored)
        {
            e.Metadata.Principal.ShouldBe("user:ana", Say("I8"));
            e.Metadata.CorrelationId.ShouldBe("chain-1", Say("I8"));
            e.Metadata.CausationId.ShouldBe("chain-1", Say("I8"));
            e.Metadata.IdempotencyKey.ShouldNotBeNull(Say("every command had a key"));
        }

        stored.Select(e => e.Metadata.IdempotencyKey).Distinct().Count().ShouldBe(stored.Count, Say($"I5: one effect per key in {id}"));
    }

    private LedgerState Fold(EntityId id, List<StoredEvent> stored)
    {
        var decider = new LedgerDecider();
        var state = decider.Initial;
        foreach (var e in stored.Where(e => !SystemEvents.Contains(e.Type)))
        {
            state = decider.Evolve(state, LedgerDecider.Events.Decode(e.Type, e.SchemaVersion, e.Payload));
            state.Balance.ShouldBeGreaterThanOrEqualTo(0, Say($"{id} was overdrawn at version {e.Version}"));
        }

        return state;
    }

    private void CheckAnswers(EntityId id, List<StoredEvent> stored)
    {
        var byKey = stored.ToDictionary(e => e.Metadata.IdempotencyKey ?? string.Empty);
        foreach (var answer in answers.Where(answer => answer.Id.Equals(id)))
        {
            byKey.Remove(answer.Command.Context.IdempotencyKey ?? string.Empty, out var e).ShouldBeTrue(Say($"I1: {answer} is not in the journal"));
            if (answer.Reply.IsAccepted)
            {
                e.ShouldNotBeNull().Type.ShouldBe("ledger.entered", Say($"{answer}"));
                e.Version.ShouldBe(answer.Reply.Version, Say($"{answer}"));
            }
            else
            {
                e.ShouldNotBeNull().Type.ShouldBe(SystemEvents.CommandAnswered, Say($"{answer}"));
                answer.Reply.Refusal.ShouldNotBeNull().Code.ShouldBe("overdrawn", Say($"{answer}"));
            }
        }

        byKey.ShouldBeEmpty(Say($"the journal of {id} holds what nobody was told"));
    }

    private void CheckOrder(EntityId id, LedgerState folded)
    {
        var places = folded.Numbers.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        foreach (var caller in answers.Where(answer => answer.Id.Equals(id) && answer.Reply.IsAccepted && answer.Order >= 0).GroupBy(answer => answer.Caller))
        {
            var order = caller.OrderBy(answer => answer.Order).Select(answer => places[answer.Command.Number]).ToArray();
            order.ShouldBe(order.Order().ToArray(), customMessage: Say($"I24: caller {caller.Key} on {id}"));
        }
    }

    private static async Task<Application.Entities.EntityView<LedgerState>> ReadAsync(LedgerEntityRegion region, EntityId id)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await region.ReadAsync(id);
            }
            catch (Application.Entities.EntityFailedException) when (attempt < 50)
            {
                // The plan fails reads, too.
                await Task.Yield();
            }
        }
    }

    private async Task<List<StoredEvent>> ReadAsync(EntityId id)
    {
        var stored = new List<StoredEvent>();
        await foreach (var e in journal.ReadStreamAsync(id, 1))
        {
            stored.Add(e);
        }

        return stored;
    }

    private string Say(string what) => $"seed {seed}: {what}";
}
