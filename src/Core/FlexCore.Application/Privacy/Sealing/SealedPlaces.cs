using System.Text;

namespace FlexCore.Application.Privacy.Sealing;

/// <summary>Lets sealed values move inside an event's data: each notes where it was sealed, because a seal opens only with its place. Stateless.</summary>
internal static class SealedPlaces
{
    /// <summary>Notes the places.</summary>
    /// <param name="data">The data as JSON, before anything in it moves.</param>
    /// <returns>The data with a note in each sealed value; as it is where nothing is sealed.</returns>
    public static string Note(string data)
    {
        if (!data.Contains(JsonPlaces.SealName, StringComparison.Ordinal))
        {
            return data;
        }

        var json = Encoding.UTF8.GetBytes(data);
        var places = JsonPlaces.Sealed(json);
        var noted = places.ConvertAll(place =>
        {
            var text = json.AsSpan(place.Start..place.End);
            return SealedValue.TryRead(text) is { } value ? (value with { At = place.Pointer }).Write() : text.ToArray();
        });
        return Encoding.UTF8.GetString(JsonPlaces.Replace(json, places, noted));
    }
}
