namespace FlexCore.Application.Messaging;

/// <summary>A question, sent over the query bus. Immutable; its handler changes nothing.</summary>
/// <typeparam name="TResult">What its handler answers.</typeparam>
public interface IBusQuery<TResult>
    where TResult : class;
