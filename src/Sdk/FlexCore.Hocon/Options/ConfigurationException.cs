namespace FlexCore.Hocon.Options;

/// <summary>A setting is unknown or has a value that cannot be used. The message names the key, the value and the remedy.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">The key, the value and the remedy.</param>
    /// <param name="innerException">The cause, if any.</param>
    public ConfigurationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
