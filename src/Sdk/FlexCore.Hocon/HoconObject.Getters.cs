namespace FlexCore.Hocon;

public sealed partial class HoconObject
{
    /// <summary>Finds a value by path expression.</summary>
    /// <param name="path">For example <c>server.ports."http.alt"</c>.</param>
    /// <returns>The value, which may be a null value; null when there is none.</returns>
    /// <exception cref="HoconException">The path is no path expression.</exception>
    public HoconValue? Find(string path) => Find(HoconPath.Parse(path));

    /// <summary>Finds a value.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The value, which may be a null value; null when there is none.</returns>
    public HoconValue? Find(HoconPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        HoconValue? at = this;
        foreach (var segment in path.Segments)
        {
            if (at is not HoconObject parent || !parent._fields.TryGetValue(segment, out at))
            {
                return null;
            }
        }

        return at;
    }

    /// <summary>Whether a path leads to a value other than null.</summary>
    /// <param name="path">The path expression.</param>
    /// <returns>True when it does.</returns>
    public bool HasPath(string path) => Find(path) is { Kind: not HoconValueKind.Null };

    /// <summary>The value at a path.</summary>
    /// <param name="path">The path expression.</param>
    /// <returns>The value; never null and never a null value.</returns>
    /// <exception cref="HoconException">There is none (<see cref="HoconErrorKind.Missing"/>).</exception>
    public HoconValue Get(string path) => Find(path) switch
    {
        null => throw new HoconException(HoconErrorKind.Missing, Origin, $"No value is set for {path}; set it, or use a default."),
        { Kind: HoconValueKind.Null } value => throw new HoconException(HoconErrorKind.Missing, value.Origin, $"{path} is null; set a value."),
        var value => value,
    };

    /// <summary>The text at a path, see <see cref="HoconValue.AsString"/>.</summary>
    /// <param name="path">The path expression.</param>
    /// <returns>The text.</returns>
    /// <exception cref="HoconException">The value is missing or no simple value.</exception>
    public string GetString(string path) => Get(path).AsString();

    /// <summary>The boolean at a path, see <see cref="HoconValue.AsBoolean"/>.</summary>
    /// <param name="path">The path expression.</param>
    /// <returns>The boolean.</returns>
    /// <exception cref="HoconException">The value is missing or no boolean.</exception>
    public bool GetBoolean(string path) => Get(path).AsBoolean();

    /// <summary>The number at a path, see <see cref="HoconValue.AsInt32"/>.</summary>
    /// <param name="path">The path expression.</param>
    /// <returns>The number.</returns>
    /// <exception cref="HoconException">The value is missing, no whole number or out of range.</exception>
    public int GetInt32(string path) => Get(path).AsInt32();

    /// <summary>The number at a path, see <see cref="HoconValue.AsInt64"/>.</summary>
    /// <param name="path">The path expression.</param>
    /// <returns>The number.</returns>
    /// <exception cref="HoconException">The value is missing, no whole number or out of range.</exception>
    public long GetInt64(string path) => Get(path).AsInt64();

    /// <summary>The number at a path, see <see cref="HoconValue.AsDouble"/>.</summary>
    /// <param name="path">The path expression.</param>
    /// <returns>The number.</returns>
    /// <exception cref="HoconException">The value is missing, no number or out of range.</exception>
    public double GetDouble(string path) => Get(path).AsDouble();

    /// <summary>The duration at a path, see <see cref="HoconValue.AsDuration"/>.</summary>
    /// <param name="path">The path expression.</param>
    /// <returns>The duration.</returns>
    /// <exception cref="HoconException">The value is missing or no duration.</exception>
    public TimeSpan GetDuration(string path) => Get(path).AsDuration();

    /// <summary>The period at a path, see <see cref="HoconValue.AsPeriod"/>.</summary>
    /// <param name="path">The path expression.</param>
    /// <returns>The period.</returns>
    /// <exception cref="HoconException">The value is missing or no period.</exception>
    public HoconPeriod GetPeriod(string path) => Get(path).AsPeriod();

    /// <summary>The size in bytes at a path, see <see cref="HoconValue.AsSize"/>.</summary>
    /// <param name="path">The path expression.</param>
    /// <returns>Bytes.</returns>
    /// <exception cref="HoconException">The value is missing or no size.</exception>
    public long GetSize(string path) => Get(path).AsSize();

    /// <summary>The array at a path, see <see cref="HoconValue.AsArray"/>.</summary>
    /// <param name="path">The path expression.</param>
    /// <returns>The array.</returns>
    /// <exception cref="HoconException">The value is missing or no array.</exception>
    public HoconArray GetArray(string path) => Get(path).AsArray();

    /// <summary>The texts of the array at a path.</summary>
    /// <param name="path">The path expression.</param>
    /// <returns>The texts in order.</returns>
    /// <exception cref="HoconException">The value is missing, no array, or an element is no simple value.</exception>
    public IReadOnlyList<string> GetStrings(string path) => [.. GetArray(path).Select(item => item.AsString())];

    /// <summary>The object at a path.</summary>
    /// <param name="path">The path expression.</param>
    /// <returns>The object.</returns>
    /// <exception cref="HoconException">The value is missing or no object.</exception>
    public HoconObject GetObject(string path) => Get(path).AsObject();

    /// <summary>All values below this object that are not non-empty objects themselves, with their paths, in document order.</summary>
    /// <returns>Scalars, arrays and empty objects; each value's origin says where it was written.</returns>
    public IEnumerable<HoconLeaf> Leaves() => Leaves(this, []);

    private static IEnumerable<HoconLeaf> Leaves(HoconObject parent, IReadOnlyList<string> path)
    {
        foreach (var (key, value) in parent._fields)
        {
            string[] here = [.. path, key];
            if (value is HoconObject { _fields.Count: > 0 } child)
            {
                foreach (var leaf in Leaves(child, here))
                {
                    yield return leaf;
                }
            }
            else
            {
                yield return new HoconLeaf(new HoconPath(here), value);
            }
        }
    }
}
