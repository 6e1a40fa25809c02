using FlexCore.Application.Journal;
using FlexCore.Application.Projections;

namespace FlexCore.Application.Messaging.Pipeline;

/// <summary>What the buses work with.</summary>
/// <param name="Scopes">Opens the scopes of messages.</param>
/// <param name="Access">Decides who may send what.</param>
/// <param name="Journal">Where commands' writes are looked up.</param>
/// <param name="Observer">Told what fails behind an answer.</param>
/// <param name="Clock">The instants of commands, and the measure of waits.</param>
public sealed record MessagingServices(IMessageScopes Scopes, IMessageAccess Access, IEventJournal Journal, IMessagingObserver Observer, TimeProvider Clock)
{
    /// <summary>How far projections have come; <see langword="null"/> on a node without projections, whose queries then may not name any.</summary>
    public IProjectionProgress? Progress { get; init; }

    /// <summary>The behaviours of modules, as they are looked up in the message's scope, in their order.</summary>
    public IReadOnlyList<Type> Behaviours { get; init; } = [];
}
