namespace FlexCore.Domain.Tests.Deciders;

/// <summary>One command as the decider answered it.</summary>
internal sealed record DeciderStep<TState, TCommand, TEvent>(TState Before, TCommand Command, Decision<TEvent> Decision, TState After);
