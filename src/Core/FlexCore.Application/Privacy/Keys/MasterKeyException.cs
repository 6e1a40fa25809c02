using FlexCore.Application.Journal;

namespace FlexCore.Application.Privacy.Keys;

/// <summary>A master key is missing or cannot be used, so nothing personal is written or shown. The message names the setting and never the key.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="inner">The cause, or <see langword="null"/>.</param>
public sealed class MasterKeyException(string message, Exception? inner = null) : JournalException(message, inner);
