using FlexCore.Hocon.Documents;
using Microsoft.Extensions.Configuration;

namespace FlexCore.Hocon.Configuration;

/// <summary>HOCON from a file, a text or a stream as a source of an <see cref="IConfigurationBuilder"/>.</summary>
public sealed class HoconConfigurationSource : IConfigurationSource
{
    /// <summary>The file; relative to <see cref="HoconSettings.BaseDirectory"/>, or to the current directory without one.</summary>
    /// <value>The default is null: <see cref="Text"/> is used.</value>
    public string? Path { get; set; }

    /// <summary>Reads the text when there is no file; called at every load.</summary>
    /// <value>The default is null: <see cref="Path"/> is used.</value>
    public Func<byte[]>? Text { get; set; }

    /// <summary>The name shown in errors for a text.</summary>
    /// <value>The default is <c>text</c>.</value>
    public string Name { get; set; } = "text";

    /// <summary>Lies below the file or text before substitutions are resolved, so that the file may refer to it: the place for <see cref="HoconParser.ParseReference"/>.</summary>
    /// <value>The default is <see cref="HoconDocument.Empty"/>.</value>
    public HoconDocument Fallback { get; set; } = HoconDocument.Empty;

    /// <summary>Whether a missing file means an empty configuration instead of an error.</summary>
    /// <value>The default is false.</value>
    public bool Optional { get; set; }

    /// <summary>Whether changes of the file, of its includes, and of files that did not exist yet are loaded while the process runs.</summary>
    /// <value>The default is false.</value>
    public bool ReloadOnChange { get; set; }

    /// <summary>How long no file may have changed before a reload, so that a half-written file is not read.</summary>
    /// <value>The default is 250 ms.</value>
    public TimeSpan ReloadDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Receives the failure of a reload; the last good configuration stays. Called on a timer thread.</summary>
    /// <value>The default is null: the failure is only kept in <see cref="HoconConfigurationProvider.LastReloadError"/>.</value>
    public Action<Exception>? OnReloadError { get; set; }

    /// <summary>What includes and substitutions may reach, and the bounds.</summary>
    /// <value>The default is <see cref="HoconSettings.Default"/>.</value>
    public HoconSettings Settings { get; set; } = HoconSettings.Default;

    /// <summary>The clock that measures <see cref="ReloadDelay"/>.</summary>
    /// <value>The default is the system's.</value>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new HoconConfigurationProvider(this);
}
