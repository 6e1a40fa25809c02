using FlexCore.Application.Entities;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Nodes;
using FlexCore.Domain;
using FlexCore.Domain.Retention;

namespace FlexCore.Application.Retention;

/// <summary>The use cases of policies. Stateless and thread-safe.</summary>
/// <param name="region">The policies of all tenants.</param>
/// <param name="rules">What counts.</param>
/// <param name="scavenger">What was taken away.</param>
/// <param name="access">Who may do what.</param>
/// <param name="clock">The instants.</param>
public sealed class RetentionService(
    IEntityRegion<RetentionCommand, RetentionState> region, StoredRetentionRules rules, IScavenger scavenger, IEventAccess access, TimeProvider clock) : IRetention
{
    private const int TextShownMax = 60;

    /// <inheritdoc/>
    public async ValueTask<NodeReply<RetentionList>> ListAsync(NodeCall call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (access.Check(call.Security, EventAction.ReadAll, stream: null) is { } refusal)
        {
            return refusal;
        }

        var known = await rules.OfAsync(call.Security.Tenant, cancellationToken).ConfigureAwait(false);
        return new RetentionList([.. RetainedKind.All.SelectMany(known.All).Select(static rule => ViewOf(rule.Kind, rule.Pattern, rule))]);
    }

    /// <inheritdoc/>
    public async ValueTask<NodeReply<RetentionView>> GetAsync(NodeCall call, string kind, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(name);
        return access.Check(call.Security, EventAction.ReadAll, stream: null) is { } refusal ? refusal
            : RetainedKind.Find(kind) is not { } retained ? NotRetained(kind)
            : !RetentionRule.IsPattern(name) ? new Refusal("bad-name", $"'{Cut(name)}' is no name and no pattern. Write {RetentionRule.PatternUsage}.")
            : await ShowAsync(call.Security.Tenant, retained, name, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<NodeReply<RetentionView>> SetAsync(NodeCall call, string kind, string pattern, string keep, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(keep);
        if (RetentionPolicy.TryParse(keep) is not { } policy)
        {
            return new Refusal("bad-policy", $"keep says '{Cut(keep)}'. Write {RetentionPolicy.Usage}.");
        }

        return await ChangeAsync(call, kind, pattern, context => new RetentionCommand.Set(context, kind, pattern, policy.Age, policy.Count), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<NodeReply<RetentionView>> ClearAsync(NodeCall call, string kind, string pattern, CancellationToken cancellationToken = default) =>
        ChangeAsync(call, kind, pattern, context => new RetentionCommand.Clear(context, kind, pattern), cancellationToken);

    private static string Cut(string text) => text.Length > TextShownMax ? text[..TextShownMax] : text;

    private static Refusal NotRetained(string kind) =>
        new("not-retained", $"The events of a '{Cut(kind)}' are kept for ever: its state, or what is told of it, needs all of them. A policy bounds one of: {string.Join(", ", KeepLimits.Kinds)}.");

    private static RetentionView ViewOf(RetainedKind kind, string name, RetentionRule? rule) =>
        new(kind.Word, name, (rule?.Policy ?? RetentionPolicy.Forever).ToString(), rule is null ? "default" : rule.IsStored ? "set" : "configured") { Pattern = rule?.Pattern, SetAt = rule?.SetAt };

    private async ValueTask<NodeReply<RetentionView>> ChangeAsync(
        NodeCall call, string kind, string pattern, Func<CommandContext, RetentionCommand> command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (access.Check(call.Security, EventAction.Retain, stream: null) is { } refusal)
        {
            return refusal;
        }

        var tenant = call.Security.Tenant;
        var context = new CommandContext(call.Security, clock.GetUtcNow(), call.CorrelationId) { CausationId = call.CausationId };
        var reply = await region.AskAsync(new EntityId(tenant, RetentionDecider.Kind, RetentionDecider.Key), command(context), cancellationToken).ConfigureAwait(false);
        return reply.Refusal is { } refused ? refused
            : RetainedKind.Find(kind) is { } retained ? await ShowAsync(tenant, retained, pattern, cancellationToken).ConfigureAwait(false)
            : NotRetained(kind);
    }

    private async ValueTask<RetentionView> ShowAsync(TenantId tenant, RetainedKind kind, string name, CancellationToken cancellationToken)
    {
        var known = await rules.OfAsync(tenant, cancellationToken).ConfigureAwait(false);
        if (name.Contains('*', StringComparison.Ordinal) || !IsKey(name))
        {
            return ViewOf(kind, name, known.All(kind).FirstOrDefault(rule => rule.Pattern == name));
        }

        var id = new EntityId(tenant, kind.Kind, name);
        var mark = await scavenger.FindAsync(id, cancellationToken).ConfigureAwait(false);
        return ViewOf(kind, name, known.Find(id)) with { RemovedTo = mark?.Version, RemovedAt = mark?.At };
    }

    private static bool IsKey(string name) => char.IsAsciiLetterOrDigit(name[0]);
}
