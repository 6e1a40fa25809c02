using System.Diagnostics.CodeAnalysis;
using FlexCore.Hocon.Documents;
using Microsoft.Extensions.Configuration;

namespace FlexCore.Hocon.Configuration;

/// <summary>Serves a resolved HOCON document as configuration keys and remembers where each value was written.</summary>
/// <remarks>
/// Keys are joined by colons; a quoted field name with dots stays one segment; array elements have their index as segment; a null value,
/// an empty object and an empty array have no key. Values are read from any thread; loading is serialised by a lock.
/// </remarks>
public sealed class HoconConfigurationProvider : ConfigurationProvider, IDisposable
{
    private readonly HoconConfigurationSource _source;
    private readonly Lock _gate = new();
    private FileWatch? _watch;
    private volatile Exception? _lastReloadError;
    private bool _disposed;
    private volatile Dictionary<string, HoconScalar> _entries = new(StringComparer.OrdinalIgnoreCase);

    internal HoconConfigurationProvider(HoconConfigurationSource source)
    {
        if (source.Path is null == source.Text is null)
        {
            throw new ArgumentException($"Set either {nameof(source.Path)} or {nameof(source.Text)}.", nameof(source));
        }

        _source = source;
    }

    /// <summary>Why the last reload failed; null when it succeeded or none happened.</summary>
    public Exception? LastReloadError => _lastReloadError;

    /// <inheritdoc/>
    /// <exception cref="HoconException">The file is missing or not readable, the text is not HOCON, or it does not resolve.</exception>
    public override void Load()
    {
        lock (_gate)
        {
            var document = ReadDocument();
            Publish(document);
            Watch(document.Files);
        }
    }

    /// <summary>Says where a key's value was written.</summary>
    /// <param name="key">The configuration key.</param>
    /// <param name="origin">File, line and column.</param>
    /// <returns>True when this provider has the key.</returns>
    public bool TryGetOrigin(string key, [NotNullWhen(true)] out HoconOrigin? origin)
    {
        origin = _entries.TryGetValue(key, out var value) ? value.Origin : null;
        return origin is not null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _watch?.Dispose();
            _watch = null;
        }
    }

    /// <summary>Names the provider in <c>GetDebugView</c>.</summary>
    /// <returns>The type and the file or name.</returns>
    public override string ToString() => $"{nameof(HoconConfigurationProvider)} for '{_source.Path ?? _source.Name}' ({(_source.Optional ? "optional" : "required")})";

    private HoconDocument ReadDocument()
    {
        if (_source.Path is not { } path)
        {
            return HoconParser.ParseUtf8(_source.Text?.Invoke() ?? [], _source.Settings, _source.Name).WithFallback(_source.Fallback);
        }

        var full = Path.Combine(_source.Settings.BaseDirectory ?? "", path);
        var exists = HoconParser.TryParseFile(full, _source.Settings, out var document);
        return (exists || _source.Optional ? document : HoconParser.ParseFile(full, _source.Settings)).WithFallback(_source.Fallback);
    }

    private bool Publish(HoconDocument document)
    {
        var entries = Flattener.Flatten(document.Resolve(_source.Settings));
        var changed = entries.Count != _entries.Count
            || entries.Any(entry => !_entries.TryGetValue(entry.Key, out var old) || old.Text != entry.Value.Text);
        _entries = entries;
        Data = entries.ToDictionary(entry => entry.Key, string? (entry) => entry.Value.Text, StringComparer.OrdinalIgnoreCase);
        return changed;
    }

    private void Watch(IReadOnlyList<string> files)
    {
        if (_source.ReloadOnChange && !_disposed && _watch?.Covers(files) != true)
        {
            _watch?.Dispose();
            _watch = new FileWatch(files, _source.ReloadDelay, _source.Clock, Reload);
        }
    }

    private void Reload()
    {
        var changed = false;
        try
        {
            lock (_gate)
            {
                if (_disposed)
                {
                    return;
                }

                // Watched before it is resolved: the correction may come to an include that is new in this edit.
                var document = ReadDocument();
                Watch(document.Files);
                changed = Publish(document);
                _lastReloadError = null;
            }
        }
        catch (Exception e)
        {
            // Supervision boundary: a reload runs on the watcher's thread, where nobody else could hear of the fault.
            _lastReloadError = e;
            _source.OnReloadError?.Invoke(e);
        }

        if (changed)
        {
            OnReload();
        }
    }
}
