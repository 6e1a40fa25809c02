using FlexCore.Domain;
using FlexCore.Persistence.Sqlite.Tables;

namespace FlexCore.Persistence.Sqlite.Reading;

/// <summary>A walk over the index from stream to stream, in the order of their names, that leaps over every other kind. Used by one call at a time.</summary>
/// <remarks>Stream names are <c>tenant/kind/key</c>, so the streams of one tenant and kind lie together.</remarks>
internal sealed class StreamWalk(string kind)
{
    // Directly behind '/' in the order of bytes: greater than every name that begins with the text before it and a slash.
    private const char BehindSlash = '0';

    private string _after = string.Empty;

    public bool IsAtEnd { get; private set; }

    /// <summary>Reads the next streams of the kind.</summary>
    /// <param name="runs">The index.</param>
    /// <param name="output">Receives them.</param>
    /// <param name="stepsMax">The most look-ups in one call.</param>
    public void Read(StreamRunTable runs, List<EntityId> output, int stepsMax)
    {
        for (var step = 0; step < stepsMax; step++)
        {
            if (runs.NextStream(_after) is not { } name)
            {
                IsAtEnd = true;
                return;
            }

            var id = EntityId.Parse(name);

            // With the slash, because that is how the names are ordered: "account.old/" comes before "account/".
            var order = string.CompareOrdinal($"{id.Kind}/", $"{kind}/");
            if (order == 0)
            {
                output.Add(id);
            }

            _after = order == 0 ? name : order < 0 ? $"{id.Tenant}/{kind}/" : $"{id.Tenant}{BehindSlash}";
        }
    }
}
