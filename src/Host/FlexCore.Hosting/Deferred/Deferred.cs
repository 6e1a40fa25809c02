namespace FlexCore.Hosting.Deferred;

/// <summary>Something that exists once the node has started. Thread-safe; set once.</summary>
/// <remarks>A host makes its services before it starts them, and the store is opened when it starts: what is injected stands in until then.</remarks>
internal sealed class Deferred<T>
    where T : class
{
    private T? _value;

    /// <exception cref="InvalidOperationException">The node has not started, or has failed to.</exception>
    public T Value => Volatile.Read(ref _value)
        ?? throw new InvalidOperationException($"The node has not started, so there is no {typeof(T).Name} yet. Start the host first.");

    public void Set(T value) => Volatile.Write(ref _value, value);
}
