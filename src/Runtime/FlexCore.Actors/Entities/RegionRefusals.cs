using FlexCore.Application.Entities;
using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <summary>The refusals a region gives itself. The command did not reach the entity and nothing is remembered of it.</summary>
internal static class RegionRefusals
{
    /// <summary>The code of a refusal because the shard is served elsewhere. The command was certainly not processed: ask the owner.</summary>
    internal const string NotOwnerCode = "not-owner";

    internal static CommandReply MailboxFull(EntityId id, int capacity) => Refuse(
        "overloaded", $"Entity '{id}' has its maximum of {capacity} commands waiting. Send it fewer at once and try again.");

    internal static CommandReply TooManyEntities(EntityId id, int residentMax) => Refuse(
        "overloaded", $"Entity '{id}' cannot be loaded: more than twice the maximum of {residentMax} entities are busy in memory. Try again later.");

    internal static CommandReply JournalFull(EntityId id) => Refuse(
        "overloaded", $"The command to entity '{id}' was not written: the journal has its maximum of appends waiting. Try again later.");

    internal static CommandReply WrongTenant(EntityId id, TenantId tenant) => Refuse(
        "wrong-tenant", $"A command of tenant '{tenant}' cannot address entity '{id}'. Send it in the name of tenant '{id.Tenant}'.");

    internal static CommandReply Stopping(EntityId id) => Refuse(
        "stopping", $"Entity '{id}' takes no more commands: its region is stopping. Try again when it serves again.");

    internal static CommandReply NotOwner(EntityId id, int shard) => Refuse(
        NotOwnerCode, $"Entity '{id}' lives in shard {shard}, which this node does not serve now. Ask its owner.");

    internal static CommandReply NotServing(EntityId id) => Refuse(
        "not-serving", $"Entity '{id}' takes no commands: this node has lost touch with its cluster's database. Ask another node, or try again when it is back.");

    /// <summary>The same for a read, which has no refusals.</summary>
    internal static EntityFailedException ToFailure(EntityId id, int shard, CommandReply refused) => refused.Refusal switch
    {
        { Code: NotOwnerCode } => new ShardFencedException(id, shard),
        { } refusal => new EntityFailedException(id, refusal.Message),
        null => new EntityFailedException(id, "it was not reached."),
    };

    internal static Refusal KeyReused(string key) => new(
        "idempotency-key-reused", $"The idempotency key '{key}' was sent before with another request, which has its answer. Send the same request to get that answer again, or this one with a new key.");

    private static CommandReply Refuse(string code, string message) => new(0, new Refusal(code, message), IsReplay: false);
}
