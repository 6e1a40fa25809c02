namespace FlexCore.Application.Messaging;

/// <summary>A request to change something, sent over the command bus. Immutable; it says what is wanted, not who wants it: that is the call.</summary>
/// <typeparam name="TResult">What its handler answers.</typeparam>
/// <remarks>Not to be mixed up with <see cref="Domain.ICommand"/>, which is a request to one entity. The handler of a bus command sends those.</remarks>
public interface IBusCommand<TResult>
    where TResult : class;
