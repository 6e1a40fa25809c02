namespace FlexCore.Application.Privacy.Keys;

/// <summary>The master keys of the node. Thread-safe.</summary>
public interface IMasterKeys
{
    /// <summary>The key that wraps from now on.</summary>
    /// <exception cref="MasterKeyException">There is none, or it cannot be read; the message says what to do.</exception>
    MasterKey Current { get; }

    /// <summary>A key by its name: the current one, or one of before a rotation.</summary>
    /// <param name="id">Its name.</param>
    /// <exception cref="MasterKeyException">There is no such key, or the keys cannot be read.</exception>
    MasterKey Find(string id);
}
