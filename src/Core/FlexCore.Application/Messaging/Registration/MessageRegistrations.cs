namespace FlexCore.Application.Messaging.Registration;

/// <summary>Makes registrations. Pure.</summary>
public static class MessageRegistrations
{
    /// <summary>Registers a command.</summary>
    /// <typeparam name="TCommand">The command.</typeparam>
    /// <typeparam name="TResult">What its handler answers.</typeparam>
    /// <param name="shape">Its name, shape and checks.</param>
    /// <param name="module">The module that handles it.</param>
    /// <exception cref="ArgumentException">The name breaks its rule.</exception>
    public static MessageRegistration Command<TCommand, TResult>(MessageShape<TCommand, TResult> shape, string module)
        where TCommand : class, IBusCommand<TResult>
        where TResult : class
    {
        ArgumentNullException.ThrowIfNull(shape);
        return shape.Reads.Count == 0
            ? new CommandRegistration<TCommand, TResult>(shape, module)
            : throw new ArgumentException($"The command '{shape.Name}' names projections that it reads. Only queries read them: a command decides on what its entities say.", nameof(shape));
    }

    /// <summary>Registers a query.</summary>
    /// <typeparam name="TQuery">The query.</typeparam>
    /// <typeparam name="TResult">What its handler answers.</typeparam>
    /// <param name="shape">Its name, shape and checks.</param>
    /// <param name="module">The module that handles it.</param>
    /// <exception cref="ArgumentException">The name breaks its rule.</exception>
    public static MessageRegistration Query<TQuery, TResult>(MessageShape<TQuery, TResult> shape, string module)
        where TQuery : class, IBusQuery<TResult>
        where TResult : class
    {
        ArgumentNullException.ThrowIfNull(shape);
        return new QueryRegistration<TQuery, TResult>(shape, module);
    }
}
