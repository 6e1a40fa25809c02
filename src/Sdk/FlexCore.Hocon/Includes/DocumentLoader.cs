using System.Text;
using FlexCore.Hocon.Syntax;

namespace FlexCore.Hocon.Includes;

/// <summary>Reads and parses one document with everything it includes, and holds the bounds over all of it together.</summary>
/// <remarks>One instance per document, used by one thread.</remarks>
internal sealed class DocumentLoader : IIncluder
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly HoconSettings _settings;
    private readonly SourceLocator _locator;
    private readonly Stack<TextSource> _open = new();
    private readonly List<string> _files = [];
    private int _count;
    private long _bytes;

    public DocumentLoader(HoconSettings settings)
    {
        _settings = settings;
        _locator = new SourceLocator(settings);
    }

    /// <summary>Full paths of all files that were read or looked for, so that a watcher knows what can change the result.</summary>
    public IReadOnlyList<string> Files => _files;

    public ObjectNode LoadText(string text, string name)
    {
        var source = new GivenSource(name);
        CountBytes(Encoding.UTF8.GetByteCount(text), source);
        return ParseText(text, source, IncludeSite.Root);
    }

    public ObjectNode LoadBytes(byte[] utf8, string name)
    {
        var source = new GivenSource(name);
        CountBytes(utf8.Length, source);
        return ParseText(Decode(utf8, source), source, IncludeSite.Root);
    }

    /// <summary>Loads a file; null when it does not exist.</summary>
    public ObjectNode? LoadFile(string path) => Load(new FileSource(Path.GetFullPath(path)), IncludeSite.Root, new HoconOrigin(path, 0, 0));

    /// <summary>Loads the resources of one name from all configured assemblies; null when none has it.</summary>
    public ObjectNode? LoadResources(string name)
    {
        ObjectNode? merged = null;
        foreach (var source in _locator.LocateResources(name))
        {
            if (Load(source, IncludeSite.Root, new HoconOrigin(source.Name, 0, 0)) is { } loaded)
            {
                (merged ??= new ObjectNode(loaded.Origin)).MergeFrom(loaded);
            }
        }

        return merged;
    }

    public ObjectNode? Include(IncludeStatement statement, IncludeSite site)
    {
        if (_open.Count >= _settings.Limits.IncludeDepthMax)
        {
            throw Limit(statement.Origin, $"Includes are nested more than {_settings.Limits.IncludeDepthMax} deep", nameof(HoconLimits.IncludeDepthMax));
        }

        ObjectNode? merged = null;
        foreach (var candidates in _locator.Locate(statement, _open.Peek()))
        {
            foreach (var candidate in candidates)
            {
                if (Load(candidate, site, statement.Origin) is { } loaded)
                {
                    (merged ??= new ObjectNode(statement.Origin)).MergeFrom(loaded);
                }
            }

            if (merged is not null)
            {
                return merged;
            }
        }

        return statement.IsRequired
            ? throw new HoconException(HoconErrorKind.Include, statement.Origin, $"The required include \"{statement.Name}\" was not found; create it or drop required().")
            : null;
    }

    private ObjectNode? Load(TextSource source, IncludeSite site, HoconOrigin origin)
    {
        if (_open.Contains(source))
        {
            var chain = string.Join(" → ", _open.Reverse().Append(source).Select(open => open.Name));
            throw new HoconException(HoconErrorKind.Include, origin, $"The files include each other in a circle: {chain}; remove one of the includes.");
        }

        if (source is FileSource file)
        {
            _files.Add(file.Path);
        }

        var bytes = SourceReader.Read(source, _settings, _settings.Limits.TotalBytesMax - _bytes, origin);
        if (bytes is null)
        {
            return null;
        }

        CountBytes(bytes.Length, source);
        return source.FileName switch
        {
            var name when name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) => ParseJson(bytes, source, site),
            var name when name.EndsWith(".properties", StringComparison.OrdinalIgnoreCase) =>
                new PropertiesReader(Decode(bytes, source), source.Name, site, _settings.Limits).Read(),
            _ => ParseText(Decode(bytes, source), source, site),
        };
    }

    private ObjectNode ParseJson(byte[] bytes, TextSource source, IncludeSite site)
    {
        Decode(bytes, source);
        var start = bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        return new JsonReader(bytes[start..], source.Name, site, _settings.Limits).Read();
    }

    private ObjectNode ParseText(string text, TextSource source, IncludeSite site)
    {
        _open.Push(source);
        var node = new DocumentParser(text, source.Name, site, _settings.Limits, this).Parse();
        _open.Pop();
        return node;
    }

    private void CountBytes(int bytes, TextSource source)
    {
        _bytes += bytes;
        _count++;
        if (_bytes > _settings.Limits.TotalBytesMax)
        {
            throw Limit(new HoconOrigin(source.Name, 0, 0), $"The configuration is larger than {_settings.Limits.TotalBytesMax} bytes, includes counted", nameof(HoconLimits.TotalBytesMax));
        }

        if (_count > _settings.Limits.FileCountMax)
        {
            throw Limit(new HoconOrigin(source.Name, 0, 0), $"The configuration consists of more than {_settings.Limits.FileCountMax} files", nameof(HoconLimits.FileCountMax));
        }
    }

    private static string Decode(byte[] bytes, TextSource source)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            var before = bytes.AsSpan(0, Math.Clamp(e.Index, 0, bytes.Length));
            var line = before.Count((byte)'\n') + 1;
            var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
            throw new HoconException(HoconErrorKind.Syntax, new HoconOrigin(source.Name, line, column), "The text is not valid UTF-8 here; save it as UTF-8.", e);
        }
    }

    private static HoconException Limit(HoconOrigin origin, string problem, string name) =>
        new(HoconErrorKind.Limit, origin, $"{problem}; split it or raise {nameof(HoconLimits)}.{name}.");
}
